/* The notify function of a driver from v5.11 on: it gives a vm_fault_t (domain.md §2.7, §5.2). */
#ifndef FAULTLINE_NOTIFY_H
#define FAULTLINE_NOTIFY_H

PURE vm_fault_t faultline_driver_notify(struct ttm_buffer_object *bo)
{
	unsigned int type = bo->resource->mem_type;

	/* The world decides whether the driver has anything to do here. */
	if (!bo->bdev->driver->fault_reserve_notify)
		return 0;

	switch (faultline_notify(bo)) {
	case 0:
		if (bo->resource->mem_type != type)
			ttm_bo_move_to_lru_tail_unlocked(bo);
		return 0;
	case -EBUSY:
	case -ERESTARTSYS:
		return VM_FAULT_NOPAGE;
	default:
		return VM_FAULT_SIGBUS;
	}
}

#endif
