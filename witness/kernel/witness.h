/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* One run of a world on the kernel that this module is loaded into. */
#ifndef FAULTLINE_WITNESS_H
#define FAULTLINE_WITNESS_H

#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/version.h>
#include <drm/drm_device.h>
#include <drm/drm_drv.h>
#include <drm/drm_managed.h>
#include <drm/drm_vma_manager.h>
#if __has_include(<drm/ttm/ttm_bo.h>)
#include <drm/ttm/ttm_bo.h>
#else
#include <drm/ttm/ttm_bo_api.h>
#include <drm/ttm/ttm_bo_driver.h>
#endif
#include <drm/ttm/ttm_device.h>
#include <drm/ttm/ttm_placement.h>
#include <drm/ttm/ttm_resource.h>
#include <drm/ttm/ttm_tt.h>

#include "protocol.h"

enum fl_kind {
#define FL_KIND(name, objects) FL_K_##name,
#include "kinds.h"
#undef FL_KIND
	FL_KINDS
};

struct fl_task {
	struct task_struct *tsk;
	int id;
	enum { FL_IDLE, FL_STARTED, FL_AT_TURN, FL_RUNNING, FL_DONE } state;
	enum fl_kind pending;
	/* Early: it may sleep in its primitive, whose turn comes later. */
	bool granted, early, downgraded;
	/* It waits until nobody is inside a section of the device. */
	bool unplugging;
	/* So much time has passed that its next bounded wait ends; it sleeps in one. */
	bool time_over, bounded;
	/* How the next call of a driver's hook is to fail. */
	int populate_fails, reserve_fails, wait_fails;
};

struct fl_fence {
	struct dma_fence base;
	spinlock_t lock;
};

struct fl_bo {
	struct ttm_buffer_object *bo;
	struct dma_resv *resv;
	struct ttm_tt *tt;
	/* Of its last move, signaled or not; NULL once it was moved without the GPU. */
	struct fl_fence *moving;
	int generation;
	bool gutting;
};

/* A system page that a run has had, and whose it was; kept to the end of the run. */
struct fl_page {
	struct page *page;
	int frame;
};
/* What is to be done once the device goes, which is at the end of the run. */
struct fl_action {
	drmres_release_t release;
	void *data;
};
#define FL_FENCES 20
#define FL_ACTIONS 64
#define FL_PAGES_HELD 1024

struct fl_run {
	const struct fl_job *job;
	struct mm_struct *mm;
	struct file *file;
	struct fl_task task[FL_TASKS];
	int tasks;
	bool free;	/* nobody waits for turns any more, and nothing is logged */
	int step;
	struct fl_bo object[FL_OBJECTS];
	struct dma_resv shared[FL_OBJECTS];
	struct fl_fence *fence[FL_FENCES];
	bool signaled[FL_FENCES];
	int fences;
	bool attached[FL_VMAS];
	bool handle_closed[FL_OBJECTS];
	int calls[FL_FAILURES];
	struct page *early_page[FL_OBJECTS][FL_PAGES];
	struct fl_page page[FL_PAGES_HELD];
	int pages;
	struct fl_action action[FL_ACTIONS];
	int actions;
	int readers;	/* sections of the device that somebody is in */
	struct fl_event *event;
	struct fl_answer answer;
};

extern struct fl_run *fl_run;

/* turns.c */
struct fl_task *fl_self(void);
void fl_turn(struct fl_task *self, enum fl_kind pending);
struct fl_event *fl_log(enum fl_kind kind, int task, int object, int a, int b, int c, int reply);
struct fl_event *fl_begin(struct fl_task *self, enum fl_kind kind, int object, int a, int b, int c);
int fl_end(struct fl_event *event, int reply);
bool fl_grant(struct fl_task *task, bool early);
bool fl_settle(void);
int fl_failure(struct fl_task *self, int primitive);

/* world.c */
int fl_device_init(struct device *dev);
void fl_device_mapping(struct address_space *mapping);
int fl_world_begin(void);
void fl_world_end(void);
int fl_map(struct vm_area_struct *vma);
void fl_move(int object, int type, int kind);
struct dma_fence *fl_signal_oldest(int *index);
int fl_delayed_delete(void);
void fl_unplug_device(void);
struct page *fl_dummy_page(int task);
int fl_dummy_index(const struct page *page);
void fl_hold_deletes(void);
int fl_bo_index(const struct ttm_buffer_object *bo);
int fl_resv_index(const struct dma_resv *resv);
int fl_vma_index(unsigned long address);
int fl_frame(unsigned long pfn);
int fl_prot(pgprot_t prot);
pte_t *fl_pte(struct mm_struct *mm, unsigned long address);
int fl_fingerprint(void);

/* tasks.c */
void fl_perform(struct fl_task *self);
void fl_close(struct vm_area_struct *vma);
vm_fault_t fl_fault(struct vm_fault *vmf);

#define FL_VMA_START(index) (0x10000000ul + (index) * 0x1000000ul)

/* The subject: its handler (subject-handler.c), its helpers (subject-helpers.c). */
vm_fault_t subject_ttm_bo_vm_fault(struct vm_fault *vmf);
vm_fault_t subject_ttm_bo_vm_reserve(struct ttm_buffer_object *bo, struct vm_fault *vmf);
vm_fault_t subject_ttm_bo_vm_fault_reserved(struct vm_fault *vmf, pgprot_t prot, pgoff_t num_prefault);
int subject_ttm_bo_mmap_obj(struct vm_area_struct *vma, struct ttm_buffer_object *bo);
void subject_ttm_bo_vm_open(struct vm_area_struct *vma);
void subject_ttm_bo_vm_close(struct vm_area_struct *vma);

/* primitives.c: what the subject calls instead of the real primitive, which is called inside. */
int fl_dma_resv_trylock(struct dma_resv *resv);
int fl_dma_resv_lock(struct dma_resv *resv, struct ww_acquire_ctx *ctx);
int fl_dma_resv_lock_interruptible(struct dma_resv *resv, struct ww_acquire_ctx *ctx);
void fl_dma_resv_unlock(struct dma_resv *resv);
bool fl_dma_resv_test_signaled(struct dma_resv *resv, enum dma_resv_usage usage);
long fl_dma_resv_wait_timeout(struct dma_resv *resv, enum dma_resv_usage usage, bool intr,
			      unsigned long timeout);
long fl_dma_fence_wait(struct dma_fence *fence, bool intr);
void fl_mmap_read_lock(struct mm_struct *mm);
void fl_mmap_read_unlock(struct mm_struct *mm);
void fl_ttm_bo_get(struct ttm_buffer_object *bo);
void fl_ttm_bo_put(struct ttm_buffer_object *bo);
int fl_ttm_mem_io_reserve(struct ttm_device *bdev, struct ttm_resource *mem);
int fl_ttm_tt_populate(struct ttm_device *bdev, struct ttm_tt *tt, struct ttm_operation_ctx *ctx);
vm_fault_t fl_vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long address,
				  unsigned long pfn, pgprot_t prot);
bool fl_drm_dev_enter(struct drm_device *dev, int *idx);
void fl_drm_dev_exit(int idx);
struct page *fl_alloc_page(gfp_t flags);
void fl_free_page(struct page *page);
int fl_drmm_add_action_or_reset(struct drm_device *dev, drmres_release_t action, void *data);
pgprot_t fl_ttm_io_prot(struct ttm_buffer_object *bo, struct ttm_resource *res, pgprot_t prot);

/*
 * User-mode Linux has no bits for caching and encryption in its page tables. Between the subject's
 * choice of a protection and the insertion they stand in bits that no entry uses.
 */
#define FL_PROT_DECRYPTED (1ul << 60)
#define FL_PROT_WC (1ul << 61)
#define FL_PROT_UNCACHED (1ul << 62)
#define FL_PROT_TAGS (FL_PROT_DECRYPTED | FL_PROT_WC | FL_PROT_UNCACHED)

#endif
