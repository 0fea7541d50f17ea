/* What stands behind the user's file: what the kernel's page fault calls. */

#ifdef FAULTLINE_DUMMY_PAGE
/* That of helpers which come without one (impl/helpers/static/dummy-page.ts). */
static void faultline_release_page(struct drm_device *dev, void *page)
{
	__free_page(page);
}
vm_fault_t ttm_bo_vm_dummy_page(struct vm_fault *vmf, pgprot_t prot)
{
	struct vm_area_struct *vma = vmf->vma;
	struct ttm_buffer_object *bo = vma->vm_private_data;
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	vm_fault_t ret = VM_FAULT_NOPAGE;

	if (!page || drmm_add_action_or_reset(bo->base.dev, faultline_release_page, page))
		return VM_FAULT_OOM;
	for (unsigned long address = vma->vm_start; address < vma->vm_end; address += PAGE_SIZE) {
		if (vma->vm_flags & VM_MIXEDMAP)
			ret = vmf_insert_mixed_prot(vma, address, pfn_to_pfn_t(page_to_pfn(page)), prot);
		else
			ret = vmf_insert_pfn_prot(vma, address, page_to_pfn(page), prot);
	}
	return ret;
}
#endif

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

#ifdef FAULTLINE_VMAS
EXPORTED("faultline_open") void faultline_open(struct vm_area_struct *vma) { ttm_bo_vm_open(vma); }
EXPORTED("faultline_close") void faultline_close(struct vm_area_struct *vma) { ttm_bo_vm_close(vma); }
#endif
