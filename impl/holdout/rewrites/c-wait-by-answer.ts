import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The order of the steps that others can see is the same. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Keeps the answer of each lock in a variable, and asks for the flags first.',
  was: `	if (dma_resv_trylock(bo->base.resv))
		return 0;

	if (fault_flag_allow_retry_first(vmf->flags)) {
		if (!(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)) {
			ttm_bo_get(bo);
			mmap_read_unlock(vmf->vma->vm_mm);
			if (!dma_resv_lock_interruptible(bo->base.resv, NULL))
				dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
		}
		return VM_FAULT_RETRY;
	}

	return dma_resv_lock_interruptible(bo->base.resv, NULL) ? VM_FAULT_NOPAGE : 0;`,
  becomes: `	const bool first = fault_flag_allow_retry_first(vmf->flags);
	const bool nowait = vmf->flags & FAULT_FLAG_RETRY_NOWAIT;
	int err;

	if (dma_resv_trylock(bo->base.resv))
		return 0;
	if (first && nowait)
		return VM_FAULT_RETRY;

	if (!first) {
		err = dma_resv_lock_interruptible(bo->base.resv, NULL);
		return err ? VM_FAULT_NOPAGE : 0;
	}

	ttm_bo_get(bo);
	mmap_read_unlock(vmf->vma->vm_mm);
	err = dma_resv_lock_interruptible(bo->base.resv, NULL);
	if (err == 0)
		dma_resv_unlock(bo->base.resv);
	ttm_bo_put(bo);
	return VM_FAULT_RETRY;`,
});
