/*
 * Our own rendering of the fault handler of v5.3 in C: the same behaviour as impl/helpers/v5.3.ts, line by
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

		if (vmf->flags & FAULT_FLAG_ALLOW_RETRY) {
			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return VM_FAULT_RETRY;

			ttm_bo_get(bo);
			up_read(&vmf->vma->vm_mm->mmap_sem);
			dma_fence_wait(bo->moving, true);
			reservation_object_unlock(bo->resv);
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

/* The driver's hook; 0 to go on. Leaks the fence when the hook fails. */
static vm_fault_t notify_driver(struct ttm_buffer_object *bo)
{
	struct ttm_bo_device *bdev = bo->bdev;
	struct dma_fence *moving;

	if (!bdev->driver->fault_reserve_notify)
		return 0;

	moving = dma_fence_get(bo->moving);
	switch (bdev->driver->fault_reserve_notify(bo)) {
	case 0:
		break;
	case -EBUSY:
	case -ERESTARTSYS:
		return VM_FAULT_NOPAGE;
	default:
		return VM_FAULT_SIGBUS;
	}

	if (bo->moving != moving) {
		spin_lock(&bdev->glob->lru_lock);
		ttm_bo_move_to_lru_tail(bo, NULL);
		spin_unlock(&bdev->glob->lru_lock);
	}
	dma_fence_put(moving);
	return 0;
}

static unsigned long ttm_bo_io_mem_pfn(struct ttm_buffer_object *bo, unsigned long page_offset)
{
	if (bo->bdev->driver->io_mem_pfn)
		return bo->bdev->driver->io_mem_pfn(bo, page_offset);

	return ((bo->mem.bus.base + bo->mem.bus.offset) >> PAGE_SHIFT) + page_offset;
}

static vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	struct ttm_buffer_object *bo = vma->vm_private_data;
	/* Read before any lock is taken: domain.md §6 B8. */
	struct ttm_mem_type_manager *man = &bo->bdev->man[bo->mem.mem_type];
	struct vm_area_struct copy;
	unsigned long address = vmf->address;
	unsigned long start, offset, last;
	vm_fault_t ret;
	int i;

	if (!reservation_object_trylock(bo->resv)) {
		if (!(vmf->flags & FAULT_FLAG_ALLOW_RETRY))
			return VM_FAULT_NOPAGE;

		if (!(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)) {
			ttm_bo_get(bo);
			up_read(&vmf->vma->vm_mm->mmap_sem);
			ttm_bo_wait_unreserved(bo);
			ttm_bo_put(bo);
		}
		return VM_FAULT_RETRY;
	}

	/* Imported pages are the exporter's to map. */
	if (bo->ttm && bo->ttm->page_flags & TTM_PAGE_FLAG_SG) {
		ret = VM_FAULT_SIGBUS;
		goto unlock;
	}

	ret = notify_driver(bo);
	if (ret)
		goto unlock;

	/* The data may still be in transit. */
	ret = ttm_bo_vm_fault_idle(bo, vmf);
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;
	if (ret)
		goto unlock;

	if (ttm_mem_io_lock(man, true)) {
		ret = VM_FAULT_NOPAGE;
		goto unlock;
	}

	if (ttm_mem_io_reserve_vm(bo)) {
		ret = VM_FAULT_SIGBUS;
		goto out;
	}

	start = drm_vma_node_start(&bo->vma_node);
	offset = ((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff - start;
	last = vma_pages(vma) + vma->vm_pgoff - start;
	if (offset >= bo->num_pages) {
		ret = VM_FAULT_SIGBUS;
		goto out;
	}

	/* The vma itself may be changed under the write lock only. */
	copy = *vma;
	copy.vm_page_prot = ttm_io_prot(bo->mem.placement, vm_get_page_prot(copy.vm_flags));
	if (bo->mem.bus.is_iomem) {
		/* Iomem is not marked encrypted. */
		copy.vm_page_prot = pgprot_decrypted(copy.vm_page_prot);
	} else {
		struct ttm_operation_ctx ctx = { .flags = TTM_OPT_FLAG_FORCE_ALLOC };

		if (ttm_tt_populate(bo->ttm, &ctx)) {
			ret = VM_FAULT_OOM;
			goto out;
		}
	}

	/* Map the page that faulted and, as a guess, the ones after it. */
	for (i = 0; i < TTM_BO_VM_NUM_PREFAULT; i++) {
		unsigned long pfn;

		if (bo->mem.bus.is_iomem) {
			pfn = ttm_bo_io_mem_pfn(bo, offset);
		} else {
			struct page *page = bo->ttm->pages[offset];

			if (!page && i == 0) {
				ret = VM_FAULT_OOM;
				goto out;
			}
			if (!page)
				break;
			page->index = start + offset;
			pfn = page_to_pfn(page);
		}

		if (vma->vm_flags & VM_MIXEDMAP)
			ret = vmf_insert_mixed(&copy, address, __pfn_to_pfn_t(pfn, PFN_DEV));
		else
			ret = vmf_insert_pfn(&copy, address, pfn);

		/* v4.19 to v5.3: an entry that is there already looks like one that was inserted. */
		if (ret == VM_FAULT_NOPAGE && i > 0)
			break;
		if (ret & VM_FAULT_ERROR)
			goto out;

		address += PAGE_SIZE;
		if (++offset >= last)
			break;
	}
	ret = VM_FAULT_NOPAGE;
out:
	ttm_mem_io_unlock(man);
unlock:
	reservation_object_unlock(bo->resv);
	return ret;
}

/* As in the kernel, the handler is only reached through its operations. */
const struct vm_operations_struct ttm_bo_vm_ops = {
	.fault = ttm_bo_vm_fault,
};
