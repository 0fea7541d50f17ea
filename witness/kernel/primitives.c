// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What stands before each primitive that the subject calls: a turn, and a line of the log. */
#include "witness.h"

/*
 * A primitive that may sleep. It is called when the schedule says so; if it is to be seen sleeping,
 * it is called before, and its reply counts when its turn has come.
 */
#define FL_SLEEPING(self, kind, object, a, b, call)					\
	({										\
		long _ret;								\
		struct fl_event *_event;						\
											\
		fl_turn(self, kind);							\
		_ret = (call);								\
		if ((self) && (self)->early)						\
			fl_turn(self, kind);						\
		_event = (self) ? fl_log(kind, (self)->id, object, a, b, 0, 0) : NULL;	\
		if (_event)								\
			_event->reply = _ret;						\
		_ret;									\
	})

int fl_dma_resv_trylock(struct dma_resv *resv)
{
	struct fl_event *event = fl_begin(fl_self(), FL_K_dma_resv_trylock,
					  FL_OBJECT(FL_RESV, fl_resv_index(resv)), 0, 0, 0);

	return fl_end(event, dma_resv_trylock(resv));
}

int fl_dma_resv_lock(struct dma_resv *resv, struct ww_acquire_ctx *ctx)
{
	struct fl_task *self = fl_self();

	return FL_SLEEPING(self, FL_K_dma_resv_lock, FL_OBJECT(FL_RESV, fl_resv_index(resv)),
			   ctx ? FL_OBJECT(FL_CTX, self->id) : 0, 0, dma_resv_lock(resv, ctx));
}

int fl_dma_resv_lock_interruptible(struct dma_resv *resv, struct ww_acquire_ctx *ctx)
{
	struct fl_task *self = fl_self();

	return FL_SLEEPING(self, FL_K_dma_resv_lock_interruptible,
			   FL_OBJECT(FL_RESV, fl_resv_index(resv)), ctx ? FL_OBJECT(FL_CTX, self->id) : 0,
			   0, dma_resv_lock_interruptible(resv, ctx));
}

void fl_dma_resv_unlock(struct dma_resv *resv)
{
	fl_begin(fl_self(), FL_K_dma_resv_unlock, FL_OBJECT(FL_RESV, fl_resv_index(resv)), 0, 0, 0);
	dma_resv_unlock(resv);
}

bool fl_dma_resv_test_signaled(struct dma_resv *resv, enum dma_resv_usage usage)
{
	struct fl_event *event = fl_begin(fl_self(), FL_K_dma_resv_test_signaled,
					  FL_OBJECT(FL_RESV, fl_resv_index(resv)), 0, 0, 0);

	return fl_end(event, dma_resv_test_signaled(resv, usage));
}

/* An error that is injected is that of the fence's own wait, so it needs an unsignaled one. */
static int fl_wait_fails(struct fl_task *self, bool intr)
{
	int failure = fl_failure(self, FL_FENCE_WAIT);

	return failure == -ERESTARTSYS && !intr ? 0 : failure;
}

static long fl_wait(struct fl_task *self, struct dma_resv *resv, enum dma_resv_usage usage,
		    bool intr, unsigned long timeout)
{
	long ret;

	if (self)
		self->wait_fails = fl_wait_fails(self, intr);
	ret = dma_resv_wait_timeout(resv, usage, intr, timeout);
	if (self)
		self->wait_fails = 0;
	return ret;
}

/* The log has 32 bits for the time that is left. */
long fl_dma_resv_wait_timeout(struct dma_resv *resv, enum dma_resv_usage usage, bool intr,
			      unsigned long timeout)
{
	struct fl_task *self = fl_self();
	long ret = 0;

	FL_SLEEPING(self, FL_K_dma_resv_wait_timeout, FL_OBJECT(FL_RESV, fl_resv_index(resv)), intr,
		    min_t(unsigned long, timeout, INT_MAX),
		    min_t(long, ret = fl_wait(self, resv, usage, intr, timeout), INT_MAX));
	return ret;
}

long fl_dma_fence_wait(struct dma_fence *fence, bool intr)
{
	struct fl_task *self = fl_self();
	int i, index = 0;

	for (i = 0; i < fl_run->fences; i++)
		if (&fl_run->fence[i]->base == fence)
			index = i;
	return FL_SLEEPING(self, FL_K_dma_fence_wait, FL_OBJECT(FL_FENCE, index), intr,
			   0, dma_fence_wait(fence, intr));
}

void fl_mmap_read_lock(struct mm_struct *mm)
{
	struct fl_task *self = fl_self();

	FL_SLEEPING(self, FL_K_down_read, FL_OBJECT(FL_MM, 0), 0, 0, (mmap_read_lock(mm), 0));
}

void fl_mmap_read_unlock(struct mm_struct *mm)
{
	fl_begin(fl_self(), FL_K_up_read, FL_OBJECT(FL_MM, 0), 0, 0, 0);
	mmap_read_unlock(mm);
}

void fl_ttm_bo_get(struct ttm_buffer_object *bo)
{
	fl_begin(fl_self(), FL_K_ttm_bo_get, FL_OBJECT(FL_BO, fl_bo_index(bo)), 0, 0, 0);
	ttm_bo_get(bo);
}

void fl_ttm_bo_put(struct ttm_buffer_object *bo)
{
	fl_begin(fl_self(), FL_K_ttm_bo_put, FL_OBJECT(FL_BO, fl_bo_index(bo)), 0, 0, 0);
	ttm_bo_put(bo);
}

int fl_ttm_mem_io_reserve(struct ttm_device *bdev, struct ttm_resource *mem)
{
	struct fl_task *self = fl_self();
	int index = mem && mem->bo ? fl_bo_index(mem->bo) : 0;
	struct fl_event *event = fl_begin(self, FL_K_ttm_mem_io_reserve, FL_OBJECT(FL_BDEV, 0),
					  FL_OBJECT(FL_MEM, index), 0, 0);

	return fl_end(event, ttm_mem_io_reserve(bdev, mem));
}

int fl_ttm_tt_populate(struct ttm_device *bdev, struct ttm_tt *tt, struct ttm_operation_ctx *ctx)
{
	struct fl_task *self = fl_self();
	struct fl_event *event;
	int i, ret, object = 0;

	for (i = 0; tt && i < fl_run->job->objects; i++)
		if (fl_run->object[i].tt == tt)
			object = FL_OBJECT(FL_TTM, i);
	event = fl_begin(self, FL_K_ttm_tt_populate, object, ctx->interruptible, 0, 0);
	if (self)
		self->populate_fails = tt ? fl_failure(self, FL_POPULATE) : 0;
	ret = ttm_tt_populate(bdev, tt, ctx);
	if (self)
		self->populate_fails = 0;
	return fl_end(event, ret);
}

vm_fault_t fl_vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long address,
				  unsigned long pfn, pgprot_t prot)
{
	struct fl_task *self = fl_self();
	int object = FL_OBJECT(FL_VMA, fl_vma_index(vma->vm_start));
	struct fl_event *event = fl_begin(self, FL_K_vmf_insert_pfn_prot, object, address,
					  fl_frame(pfn), fl_prot(prot));
	vm_fault_t ret = fl_failure(self, FL_INSERT);
	bool present;
	pte_t *pte;

	if (ret)
		return fl_end(event, ret);
	pte = fl_pte(vma->vm_mm, address);
	present = pte && pte_present(*pte);
	ret = vmf_insert_pfn_prot(vma, address, pfn, __pgprot(pgprot_val(prot) & ~FL_PROT_TAGS));
	pte = fl_pte(vma->vm_mm, address);
	if (self && !present && pte && pte_present(*pte))
		fl_log(FL_K_pte_set, self->id, object, address, fl_frame(pfn), fl_prot(prot), 0);
	return fl_end(event, ret);
}

bool fl_drm_dev_enter(struct drm_device *dev, int *idx)
{
	struct fl_event *event = fl_begin(fl_self(), FL_K_drm_dev_enter, FL_OBJECT(FL_BDEV, 0), 0,
					  0, 0);

	bool inside = drm_dev_enter(dev, idx);

	fl_run->readers += inside;
	return fl_end(event, inside);
}

void fl_drm_dev_exit(int idx)
{
	fl_begin(fl_self(), FL_K_drm_dev_exit, FL_OBJECT(FL_BDEV, 0), 0, 0, 0);
	drm_dev_exit(idx);
	fl_run->readers--;
}

struct page *fl_alloc_page(gfp_t flags)
{
	struct fl_task *self = fl_self();
	struct fl_event *event = fl_begin(self, FL_K_alloc_page, 0, (__force int)flags, 0, 0);
	struct page *page;

	if (!self)
		return alloc_page(flags);
	page = fl_failure(self, FL_ALLOC_PAGE) ? NULL : fl_dummy_page(self->id);
	fl_end(event, page ? FL_OBJECT(FL_DUMMY, self->id) : 0);
	return page;
}

void fl_free_page(struct page *page)
{
	fl_begin(fl_self(), FL_K___free_page, FL_OBJECT(FL_DUMMY, fl_dummy_index(page)), 0, 0, 0);
	__free_page(page);
}

/* The device of the module stays for all runs, so each run keeps its actions itself. */
int fl_drmm_add_action_or_reset(struct drm_device *dev, drmres_release_t action, void *data)
{
	struct fl_task *self = fl_self();
	struct fl_event *event = fl_begin(self, FL_K_drmm_add_action, FL_OBJECT(FL_BDEV, 0), 0, 0, 0);
	int ret = fl_failure(self, FL_ADD_ACTION);

	if (!ret && fl_run->actions == FL_ACTIONS)
		ret = -ENOMEM;
	if (!ret)
		fl_run->action[fl_run->actions++] = (struct fl_action) { action, data };
	fl_end(event, ret);
	if (ret)
		action(dev, data);
	return ret;
}

/* No primitive: notes which caching the real function has chosen, which no entry can hold here. */
pgprot_t fl_ttm_io_prot(struct ttm_buffer_object *bo, struct ttm_resource *res, pgprot_t prot)
{
	unsigned long tags = pgprot_val(prot) & FL_PROT_TAGS;
	bool use_tt = ttm_manager_type(bo->bdev, res->mem_type)->use_tt;
	pgprot_t real = ttm_io_prot(bo, res, __pgprot(pgprot_val(prot) & ~FL_PROT_TAGS));
	enum ttm_caching caching = use_tt ? bo->ttm->caching : res->bus.caching;

	if (caching == ttm_write_combined)
		tags |= FL_PROT_WC;
	else if (caching == ttm_uncached)
		tags |= FL_PROT_UNCACHED;
	return __pgprot(pgprot_val(real) | tags);
}

/* In the order of the names of the simulated kernel's protection bits. */
int fl_prot(pgprot_t prot)
{
	unsigned long value = pgprot_val(prot);

	return 0x1 | (value & _PAGE_RW ? 0x2 : 0) | (value & FL_PROT_UNCACHED ? 0x10 : 0) |
	       (value & FL_PROT_WC ? 0x20 : 0) | (value & FL_PROT_DECRYPTED ? 0 : 0x100);
}
