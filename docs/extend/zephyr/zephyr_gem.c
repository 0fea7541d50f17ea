// SPDX-License-Identifier: MIT
/* The fault handler of a driver that does not exist, as it would stand in a kernel's tree. */
#include <linux/mm.h>

#include <drm/drm_drv.h>
#include <drm/ttm/ttm_bo.h>

#include "zephyr_bo.h"
#include "zephyr_device.h"

static vm_fault_t zephyr_fault_reserved(struct vm_fault *vmf, struct zephyr_bo *bo)
{
	vm_fault_t ret = 0;

	if (bo->placement_flags & ZEPHYR_BO_FAR)
		ret = zephyr_bo_bring_near(bo);
	if (ret)
		return ret;
	bo->cpu_faults++;
	return ttm_bo_vm_fault_reserved(vmf, vmf->vma->vm_page_prot, TTM_BO_VM_NUM_PREFAULT);
}

static vm_fault_t zephyr_gem_fault(struct vm_fault *vmf)
{
	struct ttm_buffer_object *tbo = vmf->vma->vm_private_data;
	struct zephyr_device *zephyr = to_zephyr(tbo->base.dev);
	vm_fault_t ret;
	int idx;

	zephyr_power_up(zephyr);
	ret = ttm_bo_vm_reserve(tbo, vmf);
	if (ret)
		goto out;

	if (drm_dev_enter(&zephyr->drm, &idx)) {
		ret = zephyr_fault_reserved(vmf, to_zephyr_bo(tbo));
		drm_dev_exit(idx);
	} else {
		ret = ttm_bo_vm_dummy_page(vmf, vmf->vma->vm_page_prot);
	}
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		goto out;

	dma_resv_unlock(tbo->base.resv);
out:
	zephyr_power_down(zephyr);
	return ret;
}

static const struct vm_operations_struct zephyr_vm_ops = {
	.fault = zephyr_gem_fault,
	.open = ttm_bo_vm_open,
	.close = ttm_bo_vm_close,
};
