// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Built into the kernel: what the module needs of TTM and of the mm, and nobody exports. */
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
EXPORT_SYMBOL_GPL(do_vmi_munmap);
#else
EXPORT_SYMBOL_GPL(do_mas_munmap);
#endif
struct ttm_device;
struct ttm_resource;
struct ttm_tt;
struct ttm_buffer_object;
int ttm_mem_io_reserve(struct ttm_device *bdev, struct ttm_resource *mem);
void ttm_mem_io_free(struct ttm_device *bdev, struct ttm_resource *mem);
EXPORT_SYMBOL_GPL(ttm_mem_io_reserve);
EXPORT_SYMBOL_GPL(ttm_mem_io_free);
#ifndef CONFIG_DRM_TTM_KUNIT_TEST
int ttm_tt_create(struct ttm_buffer_object *bo, bool zero_alloc);
void ttm_tt_destroy(struct ttm_device *bdev, struct ttm_tt *ttm);
void ttm_tt_unpopulate(struct ttm_device *bdev, struct ttm_tt *ttm);
EXPORT_SYMBOL_GPL(ttm_tt_create);
EXPORT_SYMBOL_GPL(ttm_tt_destroy);
EXPORT_SYMBOL_GPL(ttm_tt_unpopulate);
#endif
