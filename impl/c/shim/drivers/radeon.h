/* What radeon's own headers give to its fault handler. */
#ifndef FAULTLINE_RADEON_H
#define FAULTLINE_RADEON_H

#include "notify.h"

struct radeon_device {
	struct { struct rw_semaphore mclk_lock; } pm;
};
static struct radeon_device faultline_radeon;

PURE struct radeon_device *radeon_get_rdev(struct ttm_bo_device *bdev)
{
	return &faultline_radeon;
}

#define radeon_bo_fault_reserve_notify(bo) faultline_driver_notify(bo)

#endif
