/**
 * What a file has beside the fault path, in the shape of its version (domain.md §8): our own few
 * lines for each name, which only have to compile and must not be in the way of the fault.
 */

export const FAULT = `static vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)
{
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;

	if (!dma_resv_trylock(bo->base.resv))
		return VM_FAULT_NOPAGE;
	dma_resv_unlock(bo->base.resv);
	return VM_FAULT_SIGBUS;
}
`;

export const OPERATIONS = `static const struct vm_operations_struct ttm_bo_vm_ops = {
	.fault = ttm_bo_vm_fault,
	.open = ttm_bo_vm_open,
	.close = ttm_bo_vm_close,
	.access = ttm_bo_vm_access,
};
`;

export const OPEN_AND_CLOSE = `void ttm_bo_vm_open(struct vm_area_struct *vma)
{
	struct ttm_buffer_object *bo = vma->vm_private_data;

	WARN_ON(bo->bdev->dev_mapping != vma->vm_file->f_mapping);
	ttm_bo_get(bo);
}
EXPORT_SYMBOL(ttm_bo_vm_open);
void ttm_bo_vm_close(struct vm_area_struct *vma)
{
	ttm_bo_put((struct ttm_buffer_object *)vma->vm_private_data);
	vma->vm_private_data = NULL;
}
EXPORT_SYMBOL(ttm_bo_vm_close);
`;

/** Reads the object's memory for a debugger; how a size and a placement are spelled differs. */
export const access = (tooFar: string, type: string, hook: string): string => `
static int kmapped(struct ttm_buffer_object *bo, unsigned long offset, uint8_t *buf, int len,
		   int write)
{
	struct ttm_bo_kmap_obj map;
	bool is_iomem;
	void *ptr;
	int ret = ttm_bo_kmap(bo, offset >> PAGE_SHIFT, 1, &map);

	if (ret)
		return ret;
	ptr = (uint8_t *)ttm_kmap_obj_virtual(&map, &is_iomem) + (offset & ~PAGE_MASK);
	WARN_ON_ONCE(is_iomem);
	memcpy(write ? ptr : buf, write ? (void *)buf : ptr, min((unsigned long)len, PAGE_SIZE));
	ttm_bo_kunmap(&map);
	return len;
}
int ttm_bo_vm_access(struct vm_area_struct *vma, unsigned long addr, void *buf, int len, int write)
{
	struct ttm_buffer_object *bo = vma->vm_private_data;
	unsigned long offset = addr - vma->vm_start;
	int ret;

	if (len < 1 || ${tooFar})
		return -EIO;
	ret = ttm_bo_reserve(bo, true, false, NULL);
	if (ret)
		return ret;
	switch (${type}) {
	case TTM_PL_SYSTEM:
		if (unlikely(bo->ttm->page_flags & TTM_PAGE_FLAG_SWAPPED))
			ret = ttm_tt_swapin(bo->ttm);
		/* fall through */
	case TTM_PL_TT:
		ret = kmapped(bo, offset, buf, len, write);
		break;
	default:
		ret = bo->bdev->${hook}->access_memory ?
			bo->bdev->${hook}->access_memory(bo, offset, buf, len, write) : -EIO;
	}
	ttm_bo_unreserve(bo);
	return ret;
}
EXPORT_SYMBOL(ttm_bo_vm_access);
`;

/** Finds the object of a mapping by its offset, up to v5.12. */
export const lookup = (device: string, manager: string, base: string, hook: string): string => `
static struct ttm_buffer_object *ttm_bo_vm_lookup(struct ${device} *bdev, unsigned long offset,
						  unsigned long pages)
{
	struct drm_vma_offset_node *node;
	struct ttm_buffer_object *bo = NULL;

	drm_vma_offset_lock_lookup(${manager});
	node = drm_vma_offset_lookup_locked(${manager}, offset, pages);
	if (likely(node)) {
		bo = container_of(node, struct ttm_buffer_object, ${base}vma_node);
		bo = ttm_bo_get_unless_zero(bo);
	}
	drm_vma_offset_unlock_lookup(${manager});
	if (!bo)
		pr_err("Could not find buffer object to map\\n");
	return bo;
}
static void ttm_bo_mmap_vma_setup(struct ttm_buffer_object *bo, struct vm_area_struct *vma)
{
	vma->vm_ops = &ttm_bo_vm_ops;
	vma->vm_private_data = bo;
	vma->vm_flags |= VM_MIXEDMAP;
	vma->vm_flags |= VM_IO | VM_DONTEXPAND | VM_DONTDUMP;
}
int ttm_bo_mmap(struct file *filp, struct vm_area_struct *vma, struct ${device} *bdev)
{
	struct ttm_buffer_object *bo;
	int ret;

	if (unlikely(vma->vm_pgoff < DRM_FILE_PAGE_OFFSET_START))
		return -EINVAL;
	bo = ttm_bo_vm_lookup(bdev, vma->vm_pgoff, vma_pages(vma));
	if (unlikely(!bo))
		return -EINVAL;
	if (unlikely(!bo->bdev->${hook}->verify_access)) {
		ret = -EPERM;
		goto out_unref;
	}
	ret = bo->bdev->${hook}->verify_access(bo, filp);
	if (unlikely(ret != 0))
		goto out_unref;
	ttm_bo_mmap_vma_setup(bo, vma);
	return 0;
out_unref:
	ttm_bo_put(bo);
	return ret;
}
EXPORT_SYMBOL(ttm_bo_mmap);
int ttm_fbdev_mmap(struct vm_area_struct *vma, struct ttm_buffer_object *bo)
{
	if (vma->vm_pgoff != 0)
		return -EACCES;
	ttm_bo_get(bo);
	ttm_bo_mmap_vma_setup(bo, vma);
	return 0;
}
EXPORT_SYMBOL(ttm_fbdev_mmap);
`;

/** Maps a large page at once: v5.7 to v5.15. */
export const HUGE = `#ifdef CONFIG_TRANSPARENT_HUGEPAGE
static vm_fault_t ttm_bo_vm_insert_huge(struct vm_fault *vmf, struct ttm_buffer_object *bo,
					pgoff_t page_offset, pgoff_t fault_page_size, pgprot_t prot)
{
	vm_fault_t ret = VM_FAULT_FALLBACK;
	bool write = vmf->flags & FAULT_FLAG_WRITE;
	unsigned long pfn = page_to_pfn(bo->ttm->pages[page_offset]);
	pfn_t pfnt = __pfn_to_pfn_t(pfn, PFN_DEV);

	page_offset &= ~(fault_page_size - 1);
	if (!IS_ALIGNED(pfn, fault_page_size) || !transparent_hugepage_enabled(vmf->vma))
		return ret;
	if (fault_page_size == (HPAGE_PMD_SIZE >> PAGE_SHIFT))
		ret = vmf_insert_pfn_pmd_prot(vmf, pfnt, prot, write);
#ifdef CONFIG_HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD
	else if (fault_page_size == (HPAGE_PUD_SIZE >> PAGE_SHIFT))
		ret = vmf_insert_pfn_pud_prot(vmf, pfnt, prot, write);
#endif
	else
		WARN_ON_ONCE(ret = VM_FAULT_FALLBACK);
	return ret;
}
static vm_fault_t huge(struct vm_fault *vmf, enum page_entry_size pe_size)
{
	switch (pe_size) {
	case PE_SIZE_PMD:
		return ttm_bo_vm_insert_huge(vmf, vmf->vma->vm_private_data, 0, HPAGE_PMD_SIZE >> PAGE_SHIFT,
					     vmf->vma->vm_page_prot);
	default:
		return VM_FAULT_FALLBACK;
	}
}
#endif
`;

export const DUMMY = `static void ttm_bo_release_dummy_page(struct drm_device *dev, void *res)
{
	__free_page((struct page *)res);
}
vm_fault_t ttm_bo_vm_dummy_page(struct vm_fault *vmf, pgprot_t prot)
{
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	if (!page)
		return VM_FAULT_OOM;
	if (drmm_add_action_or_reset(bo->base.dev, ttm_bo_release_dummy_page, page))
		return VM_FAULT_OOM;
	return vmf_insert_pfn_prot(vmf->vma, vmf->address, page_to_pfn(page), prot);
}
EXPORT_SYMBOL(ttm_bo_vm_dummy_page);
`;

export const MMAP_OBJECT = `int ttm_bo_mmap_obj(struct vm_area_struct *vma, struct ttm_buffer_object *bo)
{
	if (is_cow_mapping(vma->vm_flags))
		return -EINVAL;
	ttm_bo_get(bo);
	if (!vma->vm_ops)
		vma->vm_ops = &ttm_bo_vm_ops;
	vma->vm_private_data = bo;
	vm_flags_set(vma, VM_PFNMAP | VM_IO | VM_DONTEXPAND | VM_DONTDUMP);
	return 0;
}
EXPORT_SYMBOL(ttm_bo_mmap_obj);
`;
