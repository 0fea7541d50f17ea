/* What zephyr_gem.c calls and does not have, as far as a fault is concerned. */
#include "zephyr_bo.h"

/* The real one moves the object; the simulated driver's hook moves it where the world says so. */
vm_fault_t zephyr_bo_bring_near(struct zephyr_bo *bo)
{
	int err = faultline_notify(&bo->tbo);

	if (err == -EBUSY || err == -ERESTARTSYS)
		return VM_FAULT_NOPAGE;
	return err ? VM_FAULT_SIGBUS : 0;
}
