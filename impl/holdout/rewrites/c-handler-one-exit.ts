import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The reservation is given back exactly where it was. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Gives the handler one return, and the unlock a condition.',
  was: `	if (ret)
		return ret;

	ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot,
					TTM_BO_VM_NUM_PREFAULT);
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;

	dma_resv_unlock(bo->base.resv);
	return ret;`,
  becomes: `	if (!ret) {
		ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot, TTM_BO_VM_NUM_PREFAULT);
		if (ret != VM_FAULT_RETRY || (vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
			dma_resv_unlock(bo->base.resv);
	}
	return ret;`,
});
