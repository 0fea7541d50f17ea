/* SPDX-License-Identifier: MIT */
#ifndef ZEPHYR_DEVICE_H
#define ZEPHYR_DEVICE_H

#include <drm/drm_device.h>

struct zephyr_device {
	struct drm_device drm;
	unsigned int faults;
};

static inline struct zephyr_device *to_zephyr(struct drm_device *drm)
{
	return container_of(drm, struct zephyr_device, drm);
}

/* In zephyr_power.c: the device stays awake in between. */
void zephyr_power_up(struct zephyr_device *zephyr);
void zephyr_power_down(struct zephyr_device *zephyr);

#endif
