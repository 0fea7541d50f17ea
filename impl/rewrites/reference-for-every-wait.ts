import { rewrite } from '../mutants/patch/rewrite.ts';

/** The vma has a reference as long as the mmap lock is held, so this put is never the last. */
export default rewrite({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  summary: 'Takes a reference to the object for the wait under the mmap lock as well.',
  was: `      if (yield dma_resv_lock_interruptible(bo.base.resv!, null)) return VM_FAULT_NOPAGE;
`,
  becomes: `      yield ttm_bo_get(bo);
      const err = yield dma_resv_lock_interruptible(bo.base.resv!, null);
      yield ttm_bo_put(bo);
      if (err !== 0) return VM_FAULT_NOPAGE;
`,
});
