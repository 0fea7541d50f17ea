// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A mock TTM device with the objects of a world. Its resource managers hand out addresses by object
 * and by how often the object was moved, so that an old frame can be told from a new one. Video
 * memory is ordinary memory that the device keeps: it can be touched.
 */
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <drm/drm_gem.h>
#include "witness.h"

/* What the simulated kernel calls these frames. */
#define FL_SYSTEM_RAM 0x10000
#define FL_DUMMY_FRAME 0x18000
#define FL_APERTURE 0x20000
#define FL_CHUNK_ORDER 10
#define FL_CHUNK (1ul << FL_CHUNK_ORDER)
#define FL_PER_MOVE 0x20
#define FL_START(object, generation) (0x400 * ((object) + 1) + FL_PER_MOVE * ((generation) & 0x1f))

static struct ttm_device fl_ttm;
static struct drm_device *fl_drm;
static struct ttm_resource_manager fl_tt_manager, fl_vram_manager;
static struct page *fl_vram[FL_OBJECTS];

int fl_bo_index(const struct ttm_buffer_object *bo)
{
	int i;

	for (i = 0; i < FL_OBJECTS; i++)
		if (fl_run->object[i].bo == bo)
			return i;
	return 0xfe;
}

int fl_resv_index(const struct dma_resv *resv)
{
	int i;

	for (i = 0; i < FL_OBJECTS; i++)
		if (fl_run->object[i].resv == resv)
			return fl_run->job->object[i].reservation;
	for (i = 0; i < FL_OBJECTS; i++)
		if (fl_run->object[i].bo && &fl_run->object[i].bo->base._resv == resv)
			return fl_run->job->object[i].reservation;
	return 0xfe;
}

int fl_vma_index(unsigned long address)
{
	return (address - FL_VMA_START(0)) / 0x1000000ul;
}

/* The number under which the simulated kernel knows a frame; -1 for any other. */
int fl_frame(unsigned long pfn)
{
	int i;

	for (i = 0; i < FL_OBJECTS; i++) {
		unsigned long first = page_to_pfn(fl_vram[i]);

		if (pfn >= first && pfn < first + FL_CHUNK)
			return FL_APERTURE + FL_START(i, 0) + (pfn - first);
	}
	for (i = 0; i < fl_run->pages; i++)
		if (page_to_pfn(fl_run->page[i].page) == pfn)
			return fl_run->page[i].frame;
	return -1;
}

pte_t *fl_pte(struct mm_struct *mm, unsigned long address)
{
	pgd_t *pgd = pgd_offset(mm, address);
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;

	if (pgd_none(*pgd))
		return NULL;
	p4d = p4d_offset(pgd, address);
	if (p4d_none(*p4d))
		return NULL;
	pud = pud_offset(p4d, address);
	if (pud_none(*pud))
		return NULL;
	pmd = pmd_offset(pud, address);
	return pmd_none(*pmd) ? NULL : pte_offset_kernel(pmd, address);
}

/* Fences of moves. */

static const char *fl_fence_name(struct dma_fence *fence)
{
	return "faultline";
}

struct fl_waiter {
	struct dma_fence_cb cb;
	struct task_struct *tsk;
};

static void fl_fence_wakes(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	wake_up_process(container_of(cb, struct fl_waiter, cb)->tsk);
}

/* A wait that is given an end comes to it when the schedule says that so much time has passed. */
static long fl_bounded_wait(struct fl_task *self, struct dma_fence *fence, bool intr, long timeout)
{
	struct fl_waiter waiter = { .tsk = current };
	long ret = timeout;

	if (dma_fence_add_callback(fence, &waiter.cb, fl_fence_wakes))
		return timeout;
	self->bounded = true;
	for (;;) {
		set_current_state(intr ? TASK_INTERRUPTIBLE : TASK_UNINTERRUPTIBLE);
		if (dma_fence_is_signaled(fence))
			break;
		if (self->time_over) {
			self->time_over = false;
			ret = 0;
			break;
		}
		if (intr && signal_pending(current)) {
			ret = -ERESTARTSYS;
			break;
		}
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	self->bounded = false;
	dma_fence_remove_callback(fence, &waiter.cb);
	return ret;
}

static long fl_fence_wait(struct dma_fence *fence, bool intr, long timeout)
{
	struct fl_task *self = fl_self();

	if (self && self->wait_fails)
		return self->wait_fails;
	if (self && timeout != MAX_SCHEDULE_TIMEOUT)
		return fl_bounded_wait(self, fence, intr, timeout);
	return dma_fence_default_wait(fence, intr, timeout);
}

static const struct dma_fence_ops fl_fence_ops = {
	.get_driver_name = fl_fence_name,
	.get_timeline_name = fl_fence_name,
	.wait = fl_fence_wait,
};

/* A fence of the GPU's in the reservation, which is held; the run keeps a reference of its own. */
static int fl_emit(int object)
{
	struct fl_bo *it = &fl_run->object[object];
	struct fl_fence *fence;
	int index = fl_run->fences;

	if (index == FL_FENCES)
		return -ENOSPC;
	fence = kzalloc(sizeof(*fence), GFP_KERNEL);
	if (!fence || dma_resv_reserve_fences(it->bo->base.resv, 1))
		return -ENOMEM;
	spin_lock_init(&fence->lock);
	dma_fence_init(&fence->base, &fl_fence_ops, &fence->lock, dma_fence_context_alloc(1), 1);
	dma_resv_add_fence(it->bo->base.resv, &fence->base, DMA_RESV_USAGE_KERNEL);
	fl_run->fence[index] = fence;
	it->moving = fence;
	fl_run->fences++;
	return index;
}

/* The GPU is done with its oldest work; NULL if there is none. */
struct dma_fence *fl_signal_oldest(int *index)
{
	int i;

	for (i = 0; i < fl_run->fences; i++) {
		if (fl_run->signaled[i])
			continue;
		fl_run->signaled[i] = true;
		dma_fence_signal(&fl_run->fence[i]->base);
		*index = i;
		return &fl_run->fence[i]->base;
	}
	return NULL;
}

/* The driver's side of TTM. */

static struct ttm_tt *fl_tt_create(struct ttm_buffer_object *bo, uint32_t page_flags)
{
	static const enum ttm_caching caching[] = {
		[FL_CACHED] = ttm_cached,
		[FL_WRITE_COMBINED] = ttm_write_combined,
		[FL_UNCACHED] = ttm_uncached,
	};
	int object = fl_bo_index(bo);
	struct ttm_tt *tt = kzalloc(sizeof(*tt), GFP_KERNEL);

	if (!tt)
		return NULL;
	if (ttm_tt_init(tt, bo, page_flags, caching[fl_run->job->object[object].caching], 0)) {
		kfree(tt);
		return NULL;
	}
	fl_run->object[object].tt = tt;
	return tt;
}

static int fl_object_of(const struct ttm_tt *tt)
{
	int i;

	for (i = 0; i < FL_OBJECTS; i++)
		if (fl_run->object[i].tt == tt)
			return i;
	return 0;
}

static void fl_tt_destroy(struct ttm_device *bdev, struct ttm_tt *tt)
{
	int object = fl_object_of(tt);

	if (!fl_run->object[object].gutting)
		fl_log(FL_K_freed, -1, FL_OBJECT(FL_TTM, object), 0, 0, 0, 0);
	fl_run->object[object].tt = NULL;
	ttm_tt_fini(tt);
	kfree(tt);
}

/* A page with a name; the run keeps a reference, so that no other page gets its frame. */
static struct page *fl_new_page(int object, int generation, int index)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	if (!page || fl_run->pages == FL_PAGES_HELD)
		return NULL;
	get_page(page);
	fl_run->page[fl_run->pages++] = (struct fl_page) {
		page, FL_SYSTEM_RAM + FL_START(object, generation) + index
	};
	return page;
}

/* Memory is always short: who may be interrupted, and has a signal, is sent away. */
static int fl_populate(struct ttm_device *bdev, struct ttm_tt *tt, struct ttm_operation_ctx *ctx)
{
	struct fl_task *self = fl_self();
	int fails = self ? self->populate_fails : 0;
	int object = fl_object_of(tt);
	int i, generation = fl_run->object[object].generation;

	if (fails < 0 && (fails != -EAGAIN || ctx->interruptible))
		return fails;
	if (ctx->interruptible && signal_pending(current))
		return -ERESTARTSYS;
	for (i = 0; i < tt->num_pages; i++) {
		tt->pages[i] = fl_new_page(object, generation, i);
		if (!tt->pages[i])
			return -ENOMEM;
	}
	if (fails > 0) {
		put_page(tt->pages[tt->num_pages - 1]);
		tt->pages[tt->num_pages - 1] = NULL;
	}
	return 0;
}

/* The page that the mappings of an unplugged device get; its name is that of who asked for it. */
struct page *fl_dummy_page(int task)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	if (!page || fl_run->pages == FL_PAGES_HELD)
		return NULL;
	get_page(page);
	fl_run->page[fl_run->pages++] = (struct fl_page) { page, FL_DUMMY_FRAME + task };
	return page;
}

int fl_dummy_index(const struct page *page)
{
	return fl_frame(page_to_pfn(page)) - FL_DUMMY_FRAME;
}

static void fl_unpopulate(struct ttm_device *bdev, struct ttm_tt *tt)
{
	int i;

	for (i = 0; i < tt->num_pages; i++) {
		if (tt->pages[i])
			put_page(tt->pages[i]);
		tt->pages[i] = NULL;
	}
}

static int fl_io_mem_reserve(struct ttm_device *bdev, struct ttm_resource *mem)
{
	int fails = fl_failure(fl_self(), FL_IO_RESERVE);
	int object = fl_bo_index(mem->bo);

	if (fails)
		return fails;
	if (mem->mem_type != TTM_PL_VRAM) {
		/* Not the bus's, but no longer unknown: the system's manager gives no start. */
		mem->bus.offset = (resource_size_t)FL_START(object, 0) << PAGE_SHIFT;
		return 0;
	}
	mem->bus.is_iomem = true;
	mem->bus.offset = page_to_phys(fl_vram[object]) + ((mem->start - FL_START(object, 0)) << PAGE_SHIFT);
	mem->bus.caching = fl_run->job->object[object].caching == FL_UNCACHED ? ttm_uncached :
			   fl_run->job->object[object].caching == FL_CACHED &&
			   !fl_run->object[object].generation ? ttm_cached : ttm_write_combined;
	return 0;
}

/* Scattered video memory: neighbouring pages are swapped. */
static unsigned long fl_io_mem_pfn(struct ttm_buffer_object *bo, unsigned long page_offset)
{
	return (bo->resource->bus.offset >> PAGE_SHIFT) + (page_offset ^ 1);
}

static int fl_first_move(struct ttm_buffer_object *bo, bool evict, struct ttm_operation_ctx *ctx,
			 struct ttm_resource *mem, struct ttm_place *hop)
{
	if (bo->resource)
		ttm_bo_move_null(bo, mem);
	else
		ttm_bo_assign_mem(bo, mem);
	return 0;
}

static void fl_evict_flags(struct ttm_buffer_object *bo, struct ttm_placement *placement)
{
	placement->num_placement = 0;
}

#define FL_FUNCS						\
	.ttm_tt_create = fl_tt_create,				\
	.ttm_tt_populate = fl_populate,				\
	.ttm_tt_unpopulate = fl_unpopulate,			\
	.ttm_tt_destroy = fl_tt_destroy,			\
	.eviction_valuable = ttm_bo_eviction_valuable,		\
	.evict_flags = fl_evict_flags,				\
	.move = fl_first_move,					\
	.io_mem_reserve = fl_io_mem_reserve

static struct ttm_device_funcs fl_contiguous = { FL_FUNCS };
static struct ttm_device_funcs fl_scattered = { FL_FUNCS, .io_mem_pfn = fl_io_mem_pfn };

static int fl_alloc(struct ttm_resource_manager *man, struct ttm_buffer_object *bo,
		    const struct ttm_place *place, struct ttm_resource **res)
{
	int object = fl_bo_index(bo);

	*res = kzalloc(sizeof(**res), GFP_KERNEL);
	if (!*res)
		return -ENOMEM;
	ttm_resource_init(bo, place, *res);
	(*res)->start = FL_START(object, fl_run->object[object].generation);
	return 0;
}

static void fl_free(struct ttm_resource_manager *man, struct ttm_resource *res)
{
	ttm_resource_fini(man, res);
	kfree(res);
}

static const struct ttm_resource_manager_func fl_manager_funcs = { .alloc = fl_alloc, .free = fl_free };

static const struct drm_driver fl_driver = {
	.driver_features = DRIVER_GEM,
	.name = "faultline",
	.desc = "worlds",
	.major = 1,
};

static void fl_manager(struct ttm_resource_manager *man, int type, bool use_tt)
{
	man->use_tt = use_tt;
	man->func = &fl_manager_funcs;
	ttm_resource_manager_init(man, &fl_ttm, 1 << 20);
	ttm_set_driver_manager(&fl_ttm, type, man);
	ttm_resource_manager_set_used(man, true);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
/*
 * An object that is not idle when it is let go of is destroyed by a work item of the device. The
 * device's queue is busy with this one for ever, so the schedule can say when.
 */
static DECLARE_COMPLETION(fl_gate_opens);

static void fl_gate(struct work_struct *work)
{
	wait_for_completion(&fl_gate_opens);
}
static DECLARE_WORK(fl_gate_work, fl_gate);

static int fl_gate_init(void)
{
	destroy_workqueue(fl_ttm.wq);
	fl_ttm.wq = alloc_ordered_workqueue("faultline", 0);
	if (!fl_ttm.wq)
		return -ENOMEM;
	queue_work(fl_ttm.wq, &fl_gate_work);
	return 0;
}

void fl_hold_deletes(void)
{
}

static bool fl_is_idle(struct ttm_buffer_object *bo)
{
	return !dma_resv_is_locked(bo->base.resv) &&
	       dma_resv_test_signaled(bo->base.resv, DMA_RESV_USAGE_BOOKKEEP);
}

/* Destroys the first object that waits for it and is idle; its number, or -1. */
int fl_delayed_delete(void)
{
	int i;

	for (i = 0; i < fl_run->job->objects; i++) {
		struct ttm_buffer_object *bo = fl_run->object[i].bo;

		if (!bo || !bo->deleted || !fl_is_idle(bo) || !cancel_work(&bo->delayed_delete))
			continue;
		bo->delayed_delete.func(&bo->delayed_delete);
		return fl_run->object[i].bo ? -1 : i;
	}
	return -1;
}
#else
static int fl_gate_init(void)
{
	return 0;
}

/* The device's delayed work is taken off its timer whenever a task has put it there. */
void fl_hold_deletes(void)
{
	cancel_delayed_work(&fl_ttm.wq);
}

int fl_delayed_delete(void)
{
	bool was[FL_OBJECTS];
	int i;

	for (i = 0; i < FL_OBJECTS; i++)
		was[i] = fl_run->object[i].bo != NULL;
	mod_delayed_work(system_wq, &fl_ttm.wq, 0);
	flush_delayed_work(&fl_ttm.wq);
	cancel_delayed_work(&fl_ttm.wq);
	for (i = 0; i < FL_OBJECTS; i++)
		if (was[i] && !fl_run->object[i].bo)
			return i;
	return -1;
}
#endif

void fl_unplug_device(void)
{
	drm_dev_unplug(fl_drm);
}

void fl_device_mapping(struct address_space *mapping)
{
	fl_ttm.dev_mapping = mapping;
}

int fl_device_init(struct device *dev)
{
	int i, ret;

	fl_drm = drm_dev_alloc(&fl_driver, dev);
	if (IS_ERR(fl_drm))
		return PTR_ERR(fl_drm);
	ret = ttm_device_init(&fl_ttm, &fl_contiguous, dev, NULL, fl_drm->vma_offset_manager, false,
			      false);
	if (ret)
		return ret;
	fl_manager(&fl_tt_manager, TTM_PL_TT, true);
	fl_manager(&fl_vram_manager, TTM_PL_VRAM, false);
	for (i = 0; i < FL_OBJECTS; i++) {
		fl_vram[i] = alloc_pages(GFP_KERNEL | __GFP_ZERO, FL_CHUNK_ORDER);
		if (!fl_vram[i])
			return -ENOMEM;
	}
	return fl_gate_init();
}

/* Objects. */

static void fl_destroy(struct ttm_buffer_object *bo)
{
	int i, object = fl_bo_index(bo);
	struct dma_resv *resv = fl_run->object[object].resv;
	bool shared = false;

	fl_log(FL_K_freed, -1, FL_OBJECT(FL_BO, object), 0, 0, 0, 0);
	for (i = 0; i < fl_run->job->objects; i++)
		shared |= i != object && fl_run->object[i].bo && fl_run->object[i].resv == resv;
	if (!shared)
		fl_log(FL_K_freed, -1, FL_OBJECT(FL_RESV, fl_run->job->object[object].reservation), 0,
		       0, 0, 0);
	fl_run->object[object].bo = NULL;
	drm_gem_object_release(&bo->base);
	kfree(bo);
}

static int fl_object_begin(int object)
{
	static const int types[] = { TTM_PL_SYSTEM, TTM_PL_TT, TTM_PL_VRAM };
	const struct fl_object_spec *spec = &fl_run->job->object[object];
	struct ttm_place place = { .mem_type = types[spec->placement] };
	struct ttm_placement placement = { .num_placement = 1, .placement = &place };
	struct ttm_operation_ctx ctx = { .interruptible = false };
	struct fl_bo *it = &fl_run->object[object];
	struct ttm_buffer_object *bo = kzalloc(sizeof(*bo), GFP_KERNEL);
	int i, ret;

	if (!bo)
		return -ENOMEM;
	it->bo = bo;
	it->resv = &bo->base._resv;
	for (i = 0; i < fl_run->job->objects; i++)
		if (i != object && fl_run->job->object[i].reservation == spec->reservation)
			it->resv = &fl_run->shared[spec->reservation];
	drm_gem_private_object_init(fl_drm, &bo->base, spec->pages << PAGE_SHIFT);
	if (it->resv != &bo->base._resv)
		dma_resv_lock(it->resv, NULL);
	ret = ttm_bo_init_reserved(&fl_ttm, bo, ttm_bo_type_device, &placement, 0, &ctx, NULL,
				   it->resv == &bo->base._resv ? NULL : it->resv, fl_destroy);
	if (ret)
		return ret;
	if (spec->ttm == FL_TTM_ABSENT) {
		if (bo->ttm) {
			it->gutting = true;
			ttm_tt_unpopulate(&fl_ttm, bo->ttm);
			ttm_tt_destroy(&fl_ttm, bo->ttm);
			it->gutting = false;
		}
		bo->ttm = NULL;
	} else {
		ret = ttm_tt_create(bo, true);
		if (!ret && spec->ttm == FL_TTM_EMPTY)
			ttm_tt_unpopulate(&fl_ttm, bo->ttm);
		if (!ret && spec->imported)
			bo->ttm->page_flags |= TTM_TT_FLAG_EXTERNAL;
		if (!ret && spec->ttm == FL_TTM_POPULATED && spec->placement != 2)
			ret = ttm_tt_populate(&fl_ttm, bo->ttm, &ctx);
	}
	if (!ret && spec->moving != FL_MOVING_NONE) {
		ret = fl_emit(object);
		if (ret >= 0 && spec->moving == FL_MOVING_SIGNALED) {
			fl_run->signaled[ret] = true;
			dma_fence_signal(&fl_run->fence[ret]->base);
		}
		ret = ret < 0 ? ret : 0;
	}
	dma_resv_unlock(bo->base.resv);
	return ret;
}

/* Frames that somebody has mapped before the run begins. */
static int fl_present(int index)
{
	const struct fl_vma_spec *spec = &fl_run->job->vma[index];
	const struct fl_object_spec *object = &fl_run->job->object[spec->object];
	struct fl_bo *it = &fl_run->object[spec->object];
	struct vm_area_struct *vma;
	int page;

	mmap_read_lock(fl_run->mm);
	vma = find_vma(fl_run->mm, FL_VMA_START(index));
	for (page = 0; page < spec->pages; page++) {
		int offset = page + spec->offset;
		unsigned long pfn;

		if (!(spec->present & (1 << page)) || offset >= object->pages)
			continue;
		if (object->placement == 2) {
			pfn = page_to_pfn(fl_vram[spec->object]) + (fl_run->job->scattered ? offset ^ 1 : offset);
		} else if (it->bo->ttm && ttm_tt_is_populated(it->bo->ttm)) {
			pfn = page_to_pfn(it->bo->ttm->pages[offset]);
		} else {
			struct page *early = fl_run->early_page[spec->object][offset];

			if (!early)
				early = fl_new_page(spec->object, 0, offset);
			if (!early)
				break;
			fl_run->early_page[spec->object][offset] = early;
			pfn = page_to_pfn(early);
		}
		vmf_insert_pfn_prot(vma, FL_VMA_START(index) + (page << PAGE_SHIFT), pfn, vma->vm_page_prot);
	}
	mmap_read_unlock(fl_run->mm);
	return 0;
}

static int fl_vma_begin(int index)
{
	const struct fl_vma_spec *spec = &fl_run->job->vma[index];
	unsigned long prot = PROT_READ | (spec->writable ? PROT_WRITE : 0);
	unsigned long start = drm_vma_node_start(&fl_run->object[spec->object].bo->base.vma_node);
	unsigned long at = vm_mmap(fl_run->file, FL_VMA_START(index), spec->pages << PAGE_SHIFT, prot,
				   MAP_SHARED | MAP_FIXED, (start + spec->offset) << PAGE_SHIFT);

	if (IS_ERR_VALUE(at))
		return (int)at;
	fl_run->attached[index] = true;
	return fl_present(index);
}

/* Our file is mapped: the subject's own function does what is to be done. */
int fl_map(struct vm_area_struct *vma)
{
	static const struct vm_operations_struct ops = { .fault = fl_fault, .close = fl_close };
	int index = fl_vma_index(vma->vm_start);

	if (!fl_run || index >= fl_run->job->vmas)
		return -EINVAL;
	vma->vm_ops = &ops;
	return subject_ttm_bo_mmap_obj(vma, fl_run->object[fl_run->job->vma[index].object].bo);
}

int fl_world_begin(void)
{
	int i, ret;

	fl_drm->unplugged = false;
	fl_ttm.funcs = fl_run->job->scattered ? &fl_scattered : &fl_contiguous;
	for (i = 0; i < FL_OBJECTS; i++)
		dma_resv_init(&fl_run->shared[i]);
	for (i = 0; i < fl_run->job->objects; i++) {
		ret = fl_object_begin(i);
		if (ret)
			return ret;
	}
	for (i = 0; i < fl_run->job->vmas; i++) {
		ret = fl_vma_begin(i);
		if (ret)
			return ret;
	}
	/* What an object has beside its vmas is a handle, or nothing. */
	for (i = 0; i < fl_run->job->objects; i++)
		if (!fl_run->job->object[i].handle)
			ttm_bo_put(fl_run->object[i].bo);
	return 0;
}

/* Tidies up; what cannot be tidied up stands in the answer. */
void fl_world_end(void)
{
	struct fl_answer *answer = &fl_run->answer;
	int i, index;

	while (fl_signal_oldest(&index))
		;
	for (i = 0; i < fl_run->job->objects; i++)
		if (fl_run->object[i].bo && dma_resv_is_locked(fl_run->object[i].resv))
			answer->reserved |= 1 << i;
	if (down_write_trylock(&fl_run->mm->mmap_lock))
		up_write(&fl_run->mm->mmap_lock);
	else
		answer->mmap_held = 1;
	if (answer->reserved || answer->mmap_held)
		return;
	for (i = 0; i < fl_run->job->vmas; i++)
		if (fl_run->attached[i])
			vm_munmap(FL_VMA_START(i), fl_run->job->vma[i].pages << PAGE_SHIFT);
	for (i = 0; i < fl_run->job->objects; i++)
		if (fl_run->object[i].bo && fl_run->job->object[i].handle && !fl_run->handle_closed[i])
			ttm_bo_put(fl_run->object[i].bo);
	while (fl_delayed_delete() >= 0)
		;
	for (i = 0; i < fl_run->job->objects; i++)
		if (fl_run->object[i].bo)
			answer->alive |= 1 << i;
	if (answer->alive)
		return;
	for (i = 0; i < fl_run->actions; i++)
		fl_run->action[i].release(fl_drm, fl_run->action[i].data);
	for (i = 0; i < FL_OBJECTS; i++)
		dma_resv_fini(&fl_run->shared[i]);
	for (i = 0; i < fl_run->fences; i++)
		dma_fence_put(&fl_run->fence[i]->base);
	for (i = 0; i < FL_OBJECTS; i++)
		for (index = 0; index < FL_PAGES; index++)
			if (fl_run->early_page[i][index])
				put_page(fl_run->early_page[i][index]);
	for (i = 0; i < fl_run->pages; i++)
		put_page(fl_run->page[i].page);
}

/* Moves an object, as a driver does with TTM's own functions; the caller has the reservation. */
void fl_move(int object, int type, int kind)
{
	static const int types[] = { TTM_PL_SYSTEM, TTM_PL_TT, TTM_PL_VRAM };
	struct ttm_place place = { .mem_type = types[type] };
	struct ttm_placement placement = { .num_placement = 1, .placement = &place };
	struct ttm_operation_ctx ctx = { .interruptible = false };
	struct fl_bo *it = &fl_run->object[object];
	struct ttm_buffer_object *bo = it->bo;
	struct ttm_resource *mem;
	int fence = -1;

	ttm_bo_unmap_virtual(bo);
	fl_log(FL_K_zapped, -1, FL_OBJECT(FL_BO, object), 0, 0, 0, 0);
	ttm_mem_io_free(&fl_ttm, bo->resource);
	it->generation++;
	if (ttm_bo_mem_space(bo, &placement, &mem, &ctx))
		return;
	ttm_resource_free(bo, &bo->resource);
	ttm_bo_assign_mem(bo, mem);
	if (bo->ttm)
		ttm_tt_unpopulate(&fl_ttm, bo->ttm);
	if (kind == 2 && bo->ttm) {
		it->gutting = true;
		ttm_tt_destroy(&fl_ttm, bo->ttm);
		it->gutting = false;
		bo->ttm = NULL;
	} else if (kind != 2 && !bo->ttm && type != 2) {
		ttm_tt_create(bo, true);
	}
	if (type == 1 && bo->ttm)
		ttm_tt_populate(&fl_ttm, bo->ttm, &ctx);
	it->moving = NULL;
	if (kind == 0)
		fence = fl_emit(object);
	fl_log(FL_K_moved, -1, FL_OBJECT(FL_BO, object), type, it->generation,
	       fence < 0 ? 0 : FL_OBJECT(FL_FENCE, fence), 0);
}

/* Tells whether anything has changed since. */
int fl_fingerprint(void)
{
	u32 hash = 0x811c9dc5;
	int i, page;

#define FL_MIX(value) (hash = (hash ^ (u32)(value)) * 0x01000193)
	FL_MIX(atomic_long_read(&fl_run->mm->mmap_lock.count));
	for (i = 0; i < fl_run->job->objects; i++) {
		struct ttm_buffer_object *bo = fl_run->object[i].bo;

		FL_MIX(bo != NULL);
		if (!bo)
			continue;
		FL_MIX(kref_read(&bo->kref));
		FL_MIX(dma_resv_is_locked(fl_run->object[i].resv));
		FL_MIX(fl_run->object[i].generation);
		FL_MIX(bo->resource && bo->resource->bus.offset);
		FL_MIX(bo->ttm && ttm_tt_is_populated(bo->ttm));
	}
	for (i = 0; i < fl_run->fences; i++)
		FL_MIX(fl_run->signaled[i]);
	for (i = 0; i < fl_run->job->failures; i++)
		FL_MIX(fl_run->calls[i]);
	FL_MIX(fl_drm->unplugged);
	for (i = 0; i < fl_run->tasks; i++) {
		FL_MIX(signal_pending(fl_run->task[i].tsk));
		FL_MIX(fl_run->task[i].time_over);
	}
	for (i = 0; i < fl_run->job->vmas; i++) {
		FL_MIX(fl_run->attached[i]);
		for (page = 0; page < fl_run->job->vma[i].pages; page++) {
			pte_t *pte = fl_pte(fl_run->mm, FL_VMA_START(i) + (page << PAGE_SHIFT));

			FL_MIX(pte && pte_present(*pte) ? pte_val(*pte) >> 8 : 0);
		}
	}
	return hash ? hash : 1;
}
