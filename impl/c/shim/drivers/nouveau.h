/* What nouveau's own headers give to its fault handler. */
#ifndef FAULTLINE_NOUVEAU_H
#define FAULTLINE_NOUVEAU_H

#include "notify.h"

#define nouveau_ttm_fault_reserve_notify(bo) faultline_driver_notify(bo)

/*
 * The list of objects with reserved io memory has a mutex and links of its own, which nobody else
 * touches here. What the object has to be alive for stays: it is asked for its device.
 */
PURE void nouveau_bo_del_io_reserve_lru(struct ttm_buffer_object *bo)
{
	(void)READ_ONCE(bo->bdev);
}
PURE void nouveau_bo_add_io_reserve_lru(struct ttm_buffer_object *bo)
{
	(void)READ_ONCE(bo->bdev);
}

#endif
