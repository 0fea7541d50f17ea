import { defect } from '../../mutants/patch/defect.ts';

/**
 * The mmap lock is not held any more, so the vma may be freed, and the caller gives the lock
 * back a second time.
 */
export default defect({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  row: 'domain.md §7 L2',
  summary: 'Goes on with the fault once it has waited for the reservation without the mmap lock.',
  was: `			if (!dma_resv_lock_interruptible(bo->base.resv, NULL))
				dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
`,
  becomes: `			if (!dma_resv_lock_interruptible(bo->base.resv, NULL)) {
				ttm_bo_put(bo);
				return 0;
			}
			ttm_bo_put(bo);
`,
});
