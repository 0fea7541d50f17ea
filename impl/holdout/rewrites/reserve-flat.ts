import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Each combination of the flags leads to the same steps in the same order. */
export default rewrite({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  summary: 'Returns early from the first helper, where conditions were nested.',
  was: `    if (!(yield dma_resv_trylock(bo.base.resv!))) {
      if (may_retry(vmf.flags)) {
        if (!(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) {
          yield ttm_bo_get(bo);
          yield up_read(vmf.vma!.vm_mm!);
          if (!(yield dma_resv_lock_interruptible(bo.base.resv!, null))) {
            yield dma_resv_unlock(bo.base.resv!);
          }
          yield ttm_bo_put(bo);
        }

        return VM_FAULT_RETRY;
      }

      if (yield dma_resv_lock_interruptible(bo.base.resv!, null)) return VM_FAULT_NOPAGE;
    }

    return 0;
`,
  becomes: `    const resv = bo.base.resv!;
    if (yield dma_resv_trylock(resv)) return 0;
    if (!may_retry(vmf.flags)) {
      return (yield dma_resv_lock_interruptible(resv, null)) ? VM_FAULT_NOPAGE : 0;
    }
    if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) return VM_FAULT_RETRY;

    yield ttm_bo_get(bo);
    yield up_read(vmf.vma!.vm_mm!);
    const err = yield dma_resv_lock_interruptible(resv, null);
    if (err === 0) yield dma_resv_unlock(resv);
    yield ttm_bo_put(bo);
    return VM_FAULT_RETRY;
`,
});
