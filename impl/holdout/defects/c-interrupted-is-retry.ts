import { defect } from '../../mutants/patch/defect.ts';

/**
 * The core takes RETRY for a dropped mmap lock, which is still held, and was not allowed to be
 * dropped.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  row: 'domain.md §7 V2',
  summary: 'Answers with RETRY when the wait under the mmap lock is interrupted.',
  was: 'return dma_resv_lock_interruptible(bo->base.resv, NULL) ? VM_FAULT_NOPAGE : 0;',
  becomes: 'return dma_resv_lock_interruptible(bo->base.resv, NULL) ? VM_FAULT_RETRY : 0;',
});
