/*
 * Our own rendering of the helpers of v5.11 in C: the same behaviour as impl/helpers/v5.11.ts, line by
 * line, so that both can be run in lockstep. Not the kernel's text. domain.md §1.2 to §1.7.
 */
#include <drm/ttm/ttm_bo_driver.h>
#include <drm/drm_vma_manager.h>
#include <linux/mm.h>

static vm_fault_t ttm_bo_vm_fault_idle(struct ttm_buffer_object *bo, struct vm_fault *vmf)
{
	if (!bo->moving)
		return 0;

	if (!dma_fence_is_signaled(bo->moving)) {
		long err;

		if (fault_flag_allow_retry_first(vmf->flags)) {
			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return VM_FAULT_RETRY;

			ttm_bo_get(bo);
			mmap_read_unlock(vmf->vma->vm_mm);
			dma_fence_wait(bo->moving, true);
			dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
			return VM_FAULT_RETRY;
		}

		err = dma_fence_wait(bo->moving, true);
		if (err)
			return err != -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
	}

	dma_fence_put(bo->moving);
	bo->moving = NULL;
	return 0;
}

static unsigned long ttm_bo_io_mem_pfn(struct ttm_buffer_object *bo, unsigned long page_offset)
{
	if (bo->bdev->driver->io_mem_pfn)
		return bo->bdev->driver->io_mem_pfn(bo, page_offset);

	return (bo->mem.bus.offset >> PAGE_SHIFT) + page_offset;
}

static vm_fault_t reserve(struct ttm_buffer_object *bo, struct vm_fault *vmf)
{
	if (dma_resv_trylock(bo->base.resv))
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

	return dma_resv_lock_interruptible(bo->base.resv, NULL) ? VM_FAULT_NOPAGE : 0;
}

vm_fault_t ttm_bo_vm_reserve(struct ttm_buffer_object *bo, struct vm_fault *vmf)
{
	vm_fault_t ret = reserve(bo, vmf);

	if (ret)
		return ret;

	/* Imported pages are the exporter's to map. */
	if (bo->ttm && bo->ttm->page_flags & TTM_PAGE_FLAG_SG) {
		dma_resv_unlock(bo->base.resv);
		return VM_FAULT_SIGBUS;
	}
	return 0;
}

vm_fault_t ttm_bo_vm_fault_reserved(struct vm_fault *vmf, pgprot_t prot, pgoff_t num_prefault)
{
	struct vm_area_struct *vma = vmf->vma;
	struct ttm_buffer_object *bo = vma->vm_private_data;
	unsigned long address = vmf->address;
	unsigned long start, offset, last;
	vm_fault_t ret = VM_FAULT_NOPAGE;
	pgoff_t i;

	/* The data may still be in transit. */
	ret = ttm_bo_vm_fault_idle(bo, vmf);
	if (ret)
		return ret;

	if (ttm_mem_io_reserve(bo->bdev, &bo->mem))
		return VM_FAULT_SIGBUS;

	start = drm_vma_node_start(&bo->base.vma_node);
	offset = ((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff - start;
	last = vma_pages(vma) + vma->vm_pgoff - start;
	if (offset >= bo->num_pages)
		return VM_FAULT_SIGBUS;

	prot = ttm_io_prot(bo->mem.placement, prot);
	if (bo->mem.bus.is_iomem) {
		/* Iomem is not marked encrypted. */
		prot = pgprot_decrypted(prot);
	} else {
		struct ttm_operation_ctx ctx = { .flags = TTM_OPT_FLAG_FORCE_ALLOC };

		if (ttm_tt_populate(bo->ttm, &ctx))
			return VM_FAULT_OOM;
	}

	/* Map the page that faulted and, as a guess, the ones after it. */
	for (i = 0; i < num_prefault; i++) {
		unsigned long pfn;

		if (bo->mem.bus.is_iomem) {
			pfn = ttm_bo_io_mem_pfn(bo, offset);
		} else {
			struct page *page = bo->ttm->pages[offset];

			if (!page && i == 0)
				return VM_FAULT_OOM;
			if (!page)
				break;
			page->index = start + offset;
			pfn = page_to_pfn(page);
		}

		if (vma->vm_flags & VM_MIXEDMAP)
			ret = vmf_insert_mixed_prot(vma, address, __pfn_to_pfn_t(pfn, PFN_DEV), prot);
		else
			ret = vmf_insert_pfn_prot(vma, address, pfn, prot);

		/* The wrong way round: the first error is swallowed, a later one returned: §6 B5. */
		if (ret & VM_FAULT_ERROR) {
			if (i == 0)
				return VM_FAULT_NOPAGE;
			break;
		}

		address += PAGE_SIZE;
		if (++offset >= last)
			break;
	}
	return ret;
}

vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	struct ttm_buffer_object *bo = vma->vm_private_data;
	vm_fault_t ret = ttm_bo_vm_reserve(bo, vmf);

	if (ret)
		return ret;

	ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot,
					TTM_BO_VM_NUM_PREFAULT);
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;

	dma_resv_unlock(bo->base.resv);
	return ret;
}
