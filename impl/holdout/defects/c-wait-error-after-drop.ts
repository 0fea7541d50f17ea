import { defect } from '../../mutants/patch/defect.ts';

/** The mmap lock is gone whatever the wait gave: only RETRY says so. */
export default defect({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  row: 'domain.md §1.2 row 4',
  summary: 'Answers with NOPAGE when the wait without the mmap lock is interrupted.',
  was: `			dma_fence_wait(bo->moving, true);
			dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
			return VM_FAULT_RETRY;`,
  becomes: `			err = dma_fence_wait(bo->moving, true);
			dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
			return err ? VM_FAULT_NOPAGE : VM_FAULT_RETRY;`,
});
