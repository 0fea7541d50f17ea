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

/*
 * The lock of the memory clock is only ever read here, and nobody writes: it is counted, so that
 * giving it back twice ends the run, but no point where another task may run.
 */
PURE void faultline_mclk_down(struct rw_semaphore *lock)
{
	lock->readers++;
}
PURE void faultline_mclk_up(struct rw_semaphore *lock)
{
	BUG_ON(lock->readers == 0);
	lock->readers--;
}
#undef up_read
#define down_read(lock) faultline_mclk_down(lock)
#define up_read(lock) faultline_mclk_up(lock)

#endif
