/* SPDX-License-Identifier: MIT */
/* A buffer object of the fictional driver: TTM's stands inside of it. */
#ifndef ZEPHYR_BO_H
#define ZEPHYR_BO_H

#include <drm/ttm/ttm_bo.h>

/* Lies where the CPU cannot reach it. */
#define ZEPHYR_BO_FAR BIT(0)

struct zephyr_bo {
	u32 placement_flags;
	struct ttm_buffer_object tbo;
	u64 cpu_faults;
};

static inline struct zephyr_bo *to_zephyr_bo(struct ttm_buffer_object *tbo)
{
	return container_of(tbo, struct zephyr_bo, tbo);
}

/* In zephyr_bo.c, which this file does not need: 0, or what the fault is to be answered with. */
vm_fault_t zephyr_bo_bring_near(struct zephyr_bo *bo);

#endif
