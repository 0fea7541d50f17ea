/* What stands behind the user's file: what the kernel's page fault calls. */

#ifdef FAULTLINE_DEFAULT
/* The handler of helpers that come without one (impl/drivers/ttm-default.ts). */
static vm_fault_t faultline_default_fault(struct vm_fault *vmf)
{
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
	vm_fault_t ret = ttm_bo_vm_reserve(bo, vmf);
	pgprot_t prot;

	if (ret)
		return ret;
	prot = vm_get_page_prot(vmf->vma->vm_flags);
#ifdef FAULTLINE_PAGE_SIZE
	ret = ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT, 1);
#else
	ret = ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT);
#endif
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;
	dma_resv_unlock(bo->base.resv);
	return ret;
}
#endif

EXPORTED("faultline_fault") vm_fault_t faultline_fault(struct vm_fault *vmf)
{
#ifdef FAULTLINE_MKWRITE
	if (vmf->flags & FAULT_FLAG_MKWRITE)
		return FAULTLINE_MKWRITE(vmf);
#endif
	return FAULTLINE_FAULT(vmf);
}
