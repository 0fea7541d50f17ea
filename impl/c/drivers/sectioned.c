/*
 * Our own handler of an imagined driver, over whichever helpers it is linked with: the device is
 * kept from being unplugged, and the driver may move the object first. domain.md §5.2.
 */
#include <drm/drm_drv.h>
#include <drm/ttm/ttm_bo.h>

#include "amdgpu.h"

/* What this file has besides must not be needed: nothing knows these names. */
static struct sectioned_ring rings[RINGS_MAX];
int sectioned_ring_init(struct sectioned_ring *ring)
{
	return ring_doorbell(ring, rings);
}

#define FIRST_GUESS TTM_BO_VM_NUM_PREFAULT

static bool mmap_lock_is_gone(const struct vm_fault *vmf, vm_fault_t ret)
{
	return ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT);
}

static vm_fault_t map_pages(struct ttm_buffer_object *bo, struct vm_fault *vmf)
{
	vm_fault_t ret = amdgpu_bo_fault_reserve_notify(bo);

	if (ret)
		return ret;
	return ttm_bo_vm_fault_reserved(vmf, vmf->vma->vm_page_prot, FIRST_GUESS);
}

static vm_fault_t sectioned_fault(struct vm_fault *vmf)
{
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
	vm_fault_t ret = ttm_bo_vm_reserve(bo, vmf);
	int idx;

	if (ret)
		return ret;

	if (!drm_dev_enter(bo->base.dev, &idx)) {
		ret = VM_FAULT_SIGBUS;
		goto unlock;
	}
	ret = map_pages(bo, vmf);
	drm_dev_exit(idx);

	if (mmap_lock_is_gone(vmf, ret))
		return ret;
unlock:
	dma_resv_unlock(bo->base.resv);
	return ret;
}

static const struct vm_operations_struct sectioned_vm_ops = {
	.open = ttm_bo_vm_open,
	.fault = sectioned_fault,
};
