/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * Stands before the subject's text, which is compiled as it is: the real headers first, then every
 * primitive under the name of its wrapper.
 */
#include "witness.h"
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/mmap_lock.h>
#include <linux/module.h>
#include <linux/pfn_t.h>
#include <linux/rbtree.h>
#include <linux/uaccess.h>

#undef pr_fmt
#undef EXPORT_SYMBOL
#undef EXPORT_SYMBOL_GPL
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)

#define dma_resv_trylock fl_dma_resv_trylock
#define dma_resv_lock fl_dma_resv_lock
#define dma_resv_lock_interruptible fl_dma_resv_lock_interruptible
#define dma_resv_unlock fl_dma_resv_unlock
#define dma_resv_test_signaled fl_dma_resv_test_signaled
#define dma_resv_wait_timeout fl_dma_resv_wait_timeout
#define dma_fence_wait fl_dma_fence_wait
#define mmap_read_lock fl_mmap_read_lock
#define mmap_read_unlock fl_mmap_read_unlock
#define ttm_bo_get fl_ttm_bo_get
#define ttm_bo_put fl_ttm_bo_put
#define ttm_mem_io_reserve fl_ttm_mem_io_reserve
#define ttm_tt_populate fl_ttm_tt_populate
#define vmf_insert_pfn_prot fl_vmf_insert_pfn_prot
#define drm_dev_enter fl_drm_dev_enter
#define drm_dev_exit fl_drm_dev_exit
#define ttm_io_prot fl_ttm_io_prot
#undef alloc_page
#define alloc_page fl_alloc_page
#undef __free_page
#define __free_page fl_free_page
#undef drmm_add_action_or_reset
#define drmm_add_action_or_reset fl_drmm_add_action_or_reset
#undef pgprot_decrypted
#define pgprot_decrypted(prot) __pgprot(pgprot_val(prot) | FL_PROT_DECRYPTED)
