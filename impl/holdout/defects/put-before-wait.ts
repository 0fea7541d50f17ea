import { defect } from '../../mutants/patch/defect.ts';

/**
 * The mmap lock is dropped and the reference is gone, so munmap and a closed handle free the
 * reservation that is being waited for.
 */
export default defect({
  of: 'v5.7',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §7 U2',
  summary: 'Puts the object before it waits for its reservation.',
  was: `          yield up_read(vmf.vma!.vm_mm!);
          if (!(yield dma_resv_lock_interruptible(bo.base.resv!, null))) {
            yield dma_resv_unlock(bo.base.resv!);
          }
          yield ttm_bo_put(bo);
`,
  becomes: `          yield up_read(vmf.vma!.vm_mm!);
          yield ttm_bo_put(bo);
          if (!(yield dma_resv_lock_interruptible(bo.base.resv!, null))) {
            yield dma_resv_unlock(bo.base.resv!);
          }
`,
});
