/*
 * Our own handlers of an imagined driver that wants to hear of writes: pages are mapped read-only
 * first, and mkwrite marks them. domain.md §3.4, §5.1.
 */
#include <linux/mm.h>
#include <drm/ttm/ttm_bo.h>

static unsigned int writes;

static vm_fault_t write_notified_fault(struct vm_fault *vmf)
{
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
	vm_fault_t ret = ttm_bo_vm_reserve(bo, vmf);
	pgprot_t prot;

	if (ret)
		return ret;

	prot = vm_get_page_prot(vmf->vma->vm_flags & ~VM_SHARED);
	ret = ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT);
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;

	dma_resv_unlock(bo->base.resv);
	return ret;
}

static vm_fault_t write_notified_mkwrite(struct vm_fault *vmf)
{
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
	unsigned int flags = vmf->flags;
	vm_fault_t ret;

	/* The core does not understand a retry here. */
	vmf->flags &= ~FAULT_FLAG_ALLOW_RETRY;
	ret = ttm_bo_vm_reserve(bo, vmf);
	vmf->flags = flags;
	if (ret)
		return ret;

	writes++;
	dma_resv_unlock(bo->base.resv);
	return 0;
}

static const struct vm_operations_struct write_notified_vm_ops = {
	.fault = write_notified_fault,
	.pfn_mkwrite = write_notified_mkwrite,
};
