// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What the tasks of a world do: threads that touch a page, and the actors around them. */
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "witness.h"

#define FL_TRAPS 4
#define FL_ROUNDS 4
/* Those with which somebody faults; the core notes more in the same word for itself. */
#define FL_FLAGS 0x3ff

/* The subject's handler, with its beginning and its end in the log. */
vm_fault_t fl_fault(struct vm_fault *vmf)
{
	struct fl_task *self = fl_self();
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
	int object = FL_OBJECT(FL_BO, fl_bo_index(bo));
	int vma = FL_OBJECT(FL_VMA, fl_vma_index(vmf->vma->vm_start));
	vm_fault_t ret;

	if (self)
		fl_log(FL_K_fault_enter, self->id, object, vmf->address,
		       vmf->flags & FL_FLAGS, vma, 0);
	ret = subject_ttm_bo_vm_fault(vmf);
	if (self)
		fl_log(FL_K_fault_return, self->id, object, vmf->address,
		       vmf->flags & FL_FLAGS, 0, ret);
	return ret;
}

/* The access itself, without a fault: 1 if the page is there as it is needed. */
static int fl_access(unsigned long address, bool write)
{
	char byte = 0;

	if (write)
		return copy_to_user_nofault((void __user *)address, &byte, 1) == 0;
	return copy_from_user_nofault(&byte, (const void __user *)address, 1) == 0;
}

static unsigned int fl_flags(const struct fl_fault_spec *fault)
{
	const unsigned int standard = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_KILLABLE |
				      FAULT_FLAG_INTERRUPTIBLE;
	const unsigned int flags[] = {
		[FL_USER] = standard | FAULT_FLAG_USER,
		[FL_KERNEL] = standard,
		[FL_FIXUP] = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_REMOTE | FAULT_FLAG_KILLABLE,
		[FL_FIXUP_LOCKED] = 0,
		[FL_NOWAIT] = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_RETRY_NOWAIT,
	};

	return flags[fault->caller] | (fault->write ? FAULT_FLAG_WRITE : 0);
}

/* One trap with its rounds, as an architecture does it; -1 when the access is to be tried again. */
static int fl_trap(struct fl_task *self, unsigned long address, unsigned int flags)
{
	struct mm_struct *mm = fl_run->mm;
	struct vm_area_struct *vma;
	vm_fault_t ret;
	int rounds;

	for (rounds = 0; rounds < FL_ROUNDS; rounds++) {
		fl_mmap_read_lock(mm);
		vma = find_vma(mm, address);
		if (!vma || vma->vm_start > address) {
			fl_mmap_read_unlock(mm);
			return FL_NO_VMA;
		}
		if ((flags & FAULT_FLAG_WRITE) && !(vma->vm_flags & VM_WRITE)) {
			fl_mmap_read_unlock(mm);
			return FL_NO_ACCESS;
		}
		ret = handle_mm_fault(vma, address, flags, NULL);
		if (!(ret & VM_FAULT_RETRY)) {
			fl_mmap_read_unlock(mm);
			return ret & VM_FAULT_ERROR ? FL_ERROR : -1;
		}
		if (flags & FAULT_FLAG_RETRY_NOWAIT) {
			fl_mmap_read_unlock(mm);
			return FL_NOWAIT_END;
		}
		if (!(flags & FAULT_FLAG_ALLOW_RETRY))
			return -1;
		if (fatal_signal_pending(current))
			return FL_KILLED;
		if ((flags & FAULT_FLAG_USER) && signal_pending(current))
			return -1;
		flags |= FAULT_FLAG_TRIED;
	}
	return FL_GAVE_UP;
}

/* The turn of an access; on the way to user mode a signal kills, or is handled and gone. */
static int fl_user_access(struct fl_task *self, const struct fl_fault_spec *fault,
			  unsigned long address)
{
	bool user = fault->caller == FL_USER;
	struct fl_event *event = fl_begin(self, FL_K_user_access, FL_OBJECT(FL_MM, 0), address,
					  fault->write, user);

	if (user && fatal_signal_pending(current))
		return fl_end(event, -EINTR);
	if (user && signal_pending(current))
		flush_signals(current);
	return fl_end(event, fl_access(address, fault->write));
}

static void fl_faulting(struct fl_task *self, const struct fl_fault_spec *fault)
{
	unsigned long address = FL_VMA_START(fault->vma) + (fault->page << PAGE_SHIFT);
	unsigned int flags = fl_flags(fault);
	int traps, end = FL_GAVE_UP;

	for (traps = 0; traps < FL_TRAPS; traps++) {
		int reply = fl_user_access(self, fault, address);

		if (reply) {
			end = reply > 0 ? FL_MAPPED : FL_KILLED;
			break;
		}
		fl_log(FL_K_trap_begin, self->id, FL_OBJECT(FL_MM, 0), address, flags,
		       traps ? fl_fingerprint() : 0, 0);
		reply = fl_trap(self, address, flags);
		if (reply >= 0) {
			end = reply;
			break;
		}
	}
	fl_log(FL_K_trap_end, self->id, FL_OBJECT(FL_MM, 0), address, 0, 0, end);
}

/* Finds an object under the LRU spinlock, tries its reservation, moves it. */
static void fl_evictor(struct fl_task *self, const struct fl_actor_spec *spec)
{
	static const struct { int type, kind; } moves[] = { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 0, 1 }, { 0, 2 } };
	int object = spec->target, type = moves[spec->variant].type, kind = moves[spec->variant].kind;
	struct ttm_buffer_object *bo;
	struct fl_event *event;
	struct dma_resv *resv;
	struct fl_fence *moving;
	bool reserved = false;

	/* Nobody may wait for a turn under a spinlock: it is taken for the try alone. */
	fl_begin(self, FL_K_spin_lock, FL_OBJECT(FL_GLOB, 0), 0, 0, 0);
	bo = fl_run->object[object].bo;
	if (bo && !bo->deleted) {
		event = fl_begin(self, FL_K_dma_resv_trylock,
				 FL_OBJECT(FL_RESV, fl_run->job->object[object].reservation), 0, 0, 0);
		bo = fl_run->object[object].bo;
		if (bo) {
			spin_lock(&bo->bdev->lru_lock);
			reserved = dma_resv_trylock(bo->base.resv);
			spin_unlock(&bo->bdev->lru_lock);
		}
		fl_end(event, reserved);
	}
	fl_begin(self, FL_K_spin_unlock, FL_OBJECT(FL_GLOB, 0), 0, 0, 0);
	if (!reserved)
		return;
	resv = bo->base.resv;
	moving = fl_run->object[object].moving;
	if (kind && moving)
		fl_dma_fence_wait(&moving->base, false);
	fl_begin(self, FL_K_ttm_bo_handle_move_mem, FL_OBJECT(FL_BO, object), type, kind, 0);
	if (!fl_run->object[object].bo)
		return;
	fl_move(object, type, kind);
	fl_dma_resv_unlock(resv);
}

/* The subject's own close; for a task of the run its beginning and end stand in the log. */
static void fl_close_by_subject(struct fl_task *self, struct vm_area_struct *vma, int index)
{
	int object = FL_OBJECT(FL_BO, fl_bo_index(vma->vm_private_data));

	if (self)
		fl_log(FL_K_vm_close, self->id, object, FL_OBJECT(FL_VMA, index), 0, 0, 0);
	subject_ttm_bo_vm_close(vma);
	if (self)
		fl_log(FL_K_vm_closed, self->id, object, FL_OBJECT(FL_VMA, index), 0, 0, 0);
}

/* The vma's way out: called by the core once it is detached, and by the run's own tidying up. */
void fl_close(struct vm_area_struct *vma)
{
	struct fl_task *self = fl_self();
	int index = fl_vma_index(vma->vm_start);

	if (self && self->downgraded) {
		/* The core has downgraded the lock already; nobody could tell. */
		fl_begin(self, FL_K_downgrade_write, FL_OBJECT(FL_MM, 0), 0, 0, 0);
		fl_close_by_subject(self, vma, index);
		fl_begin(self, FL_K_vm_area_free, FL_OBJECT(FL_VMA, index), 0, 0, 0);
		fl_log(FL_K_freed, -1, FL_OBJECT(FL_VMA, index), 0, 0, 0, 0);
		fl_begin(self, FL_K_up_read, FL_OBJECT(FL_MM, 0), 0, 0, 0);
		return;
	}
	fl_close_by_subject(self, vma, index);
}

static int fl_detach(unsigned long start, size_t len, bool downgrade)
{
	struct mm_struct *mm = fl_run->mm;
	LIST_HEAD(uf);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	VMA_ITERATOR(vmi, mm, start);

	return do_vmi_munmap(&vmi, mm, start, len, &uf, downgrade);
#else
	MA_STATE(mas, &mm->mm_mt, start, start);
	int ret = do_mas_munmap(&mas, mm, start, len, &uf, downgrade);

	/* Before v6.4 the caller gives the downgraded lock back. */
	if (ret == 1)
		mmap_read_unlock(mm);
	else if (downgrade)
		mmap_write_unlock(mm);
	return ret;
#endif
}

static void fl_write_lock(struct fl_task *self)
{
	fl_begin(self, FL_K_down_write_queue, FL_OBJECT(FL_MM, 0), 0, 0, 0);
	/* From here on it may be seen sleeping. */
	self->early = true;
	mmap_write_lock(fl_run->mm);
	fl_begin(self, FL_K_down_write, FL_OBJECT(FL_MM, 0), 0, 0, 0);
}

static void fl_write_unlock(struct fl_task *self)
{
	fl_begin(self, FL_K_up_write, FL_OBJECT(FL_MM, 0), 0, 0, 0);
	mmap_write_unlock(fl_run->mm);
}

static void fl_munmap(struct fl_task *self, const struct fl_actor_spec *spec)
{
	bool downgrade = spec->variant == 0;
	int index = spec->target, object = fl_run->job->vma[index].object;
	struct fl_event *event;

	fl_write_lock(self);
	event = fl_begin(self, FL_K_detach_vma, FL_OBJECT(FL_VMA, index), 0, 0, 0);
	if (!fl_run->attached[index]) {
		fl_end(event, 0);
		fl_write_unlock(self);
		return;
	}
	fl_run->attached[index] = false;
	fl_end(event, FL_OBJECT(FL_BO, object));
	fl_log(FL_K_detached, self->id, FL_OBJECT(FL_VMA, index), 0, 0, 0, 0);
	self->downgraded = downgrade;
	fl_detach(FL_VMA_START(index), fl_run->job->vma[index].pages << PAGE_SHIFT, downgrade);
	self->downgraded = false;
	if (downgrade)
		return;
	fl_begin(self, FL_K_vm_area_free, FL_OBJECT(FL_VMA, index), 0, 0, 0);
	fl_log(FL_K_freed, -1, FL_OBJECT(FL_VMA, index), 0, 0, 0, 0);
	fl_write_unlock(self);
}

/* Reserves one object or all of them with a context; user memory is touched before. */
static void fl_submitter(struct fl_task *self, const struct fl_actor_spec *spec)
{
	bool all = spec->variant >= 2, copies = spec->variant & 1;
	struct dma_resv *order[FL_OBJECTS], *held[FL_OBJECTS], *contended = NULL;
	struct ttm_buffer_object *bo[FL_OBJECTS];
	int i, j, wanted = 0, objects = 0, locked;
	struct ww_acquire_ctx ctx;

	for (i = 0; i < fl_run->job->objects; i++) {
		struct fl_event *event;
		bool got;

		if (!all && i != spec->target)
			continue;
		event = fl_begin(self, FL_K_ttm_bo_get_unless_zero, FL_OBJECT(FL_BO, i), 0, 0, 0);
		/* One that waits for its delayed destruction counts a reference of its own. */
		got = fl_run->object[i].bo && !fl_run->object[i].bo->deleted &&
		      kref_get_unless_zero(&fl_run->object[i].bo->kref);
		if (fl_end(event, got))
			bo[objects++] = fl_run->object[i].bo;
	}
	if (copies) {
		fl_mmap_read_lock(fl_run->mm);
		fl_mmap_read_unlock(fl_run->mm);
	}
	for (i = 0; i < objects; i++) {
		for (j = 0; j < wanted && order[j] != bo[i]->base.resv; j++)
			;
		if (j == wanted)
			order[wanted++] = bo[i]->base.resv;
	}
	ww_acquire_init(&ctx, &reservation_ww_class);
	/* As old as the simulated kernel's: the number of the task. */
	ctx.stamp = self->id + 1;
#ifdef CONFIG_DEBUG_WW_MUTEX_SLOWPATH
	/* Deadlocks are those of the schedule, none is made up. */
	ctx.deadlock_inject_countdown = ~0u;
#endif
	for (;;) {
		locked = 0;
		for (i = 0; i < wanted; i++) {
			int ret;

			if (contended == order[i]) {
				fl_begin(self, FL_K_dma_resv_lock, FL_OBJECT(FL_RESV, fl_resv_index(order[i])),
					 FL_OBJECT(FL_CTX, self->id), 0, 0);
				dma_resv_lock_slow(order[i], &ctx);
				contended = NULL;
				ret = 0;
			} else {
				ret = fl_dma_resv_lock(order[i], &ctx);
			}
			if (ret == -EDEADLK) {
				contended = order[i];
				break;
			}
			held[locked++] = order[i];
		}
		if (!contended)
			break;
		for (i = 0; i < locked; i++)
			fl_dma_resv_unlock(held[i]);
		for (i = 0; order[i] != contended; i++)
			;
		for (; i > 0; i--)
			order[i] = order[i - 1];
		order[0] = contended;
	}
	for (i = 0; i < locked; i++)
		fl_dma_resv_unlock(held[i]);
	ww_acquire_fini(&ctx);
	for (i = 0; i < objects; i++)
		fl_ttm_bo_put(bo[i]);
}

static void fl_signal(struct fl_task *self, const struct fl_actor_spec *spec)
{
	int signal = spec->variant ? 2 : 1;

	fl_begin(self, FL_K_send_signal, FL_OBJECT(FL_SIGNALS, 0), spec->target, signal, 0);
	if (fl_run->task[spec->target].state != FL_DONE)
		send_sig(signal == 2 ? SIGKILL : SIGUSR1, fl_run->task[spec->target].tsk, 1);
	fl_log(FL_K_signaled, self->id, 0, spec->target, signal, 0, 0);
}

/* A handle can be closed once: of several closers of one handle the first one does it. */
static void fl_handle_close(struct fl_task *self, const struct fl_actor_spec *spec)
{
	const struct fl_job *job = fl_run->job;
	int i;

	for (i = 0; i < self->id - job->faults; i++)
		if (job->actor[i].actor == FL_HANDLE_CLOSE && job->actor[i].target == spec->target)
			return;
	if (!job->object[spec->target].handle)
		return;
	fl_begin(self, FL_K_ttm_bo_put, FL_OBJECT(FL_BO, spec->target), 0, 0, 0);
	fl_run->handle_closed[spec->target] = true;
	ttm_bo_put(fl_run->object[spec->target].bo);
}

/* Every entry of an object, also those of a vma that is longer than its object. */
static void fl_unmap(int object)
{
	int i;

	for (i = 0; i < fl_run->job->vmas; i++) {
		struct vm_area_struct *vma;

		if (!fl_run->attached[i] || fl_run->job->vma[i].object != object)
			continue;
		vma = vma_lookup(fl_run->mm, FL_VMA_START(i));
		if (vma)
			zap_vma_ptes(vma, vma->vm_start, vma->vm_end - vma->vm_start);
	}
	fl_log(FL_K_zapped, -1, FL_OBJECT(FL_BO, object), 0, 0, 0, 0);
}

/*
 * The real function waits for those inside and takes the mappings of the device's own inode away;
 * those of this module's file go object by object.
 */
static void fl_unplug(struct fl_task *self)
{
	int i;

	fl_begin(self, FL_K_drm_dev_unplug, FL_OBJECT(FL_BDEV, 0), 0, 0, 0);
	/* From here on it may be seen sleeping. */
	self->early = true;
	self->unplugging = true;
	fl_unplug_device();
	self->unplugging = false;
	fl_begin(self, FL_K_synchronize_srcu, FL_OBJECT(FL_BDEV, 0), 0, 0, 0);
	for (i = 0; i < fl_run->job->objects; i++) {
		fl_begin(self, FL_K_unmap_mapping_range, FL_OBJECT(FL_BO, i), 0, 0, 0);
		fl_unmap(i);
	}
}

/* A child's copy of a vma, which only its callbacks see: open, then close as the child exits. */
static void fl_fork(struct fl_task *self, const struct fl_actor_spec *spec)
{
	int vma = FL_OBJECT(FL_VMA, spec->target);
	int child = FL_OBJECT(FL_CHILD, self->id - fl_run->job->faults);
	int object = FL_OBJECT(FL_BO, fl_run->job->vma[spec->target].object);
	struct vm_area_struct *copy;
	struct fl_event *event;

	fl_write_lock(self);
	event = fl_begin(self, FL_K_dup_mmap, vma, 0, 0, 0);
	copy = fl_run->attached[spec->target] ? kzalloc(sizeof(*copy), GFP_KERNEL) : NULL;
	if (!copy) {
		fl_write_unlock(self);
		return;
	}
	fl_end(event, child);
	memcpy(copy, find_vma(fl_run->mm, FL_VMA_START(spec->target)), sizeof(*copy));
	fl_log(FL_K_vm_open, self->id, object, child, 0, 0, 0);
	subject_ttm_bo_vm_open(copy);
	fl_log(FL_K_vm_opened, self->id, object, child, 0, 0, 0);
	fl_write_unlock(self);
	fl_write_lock(self);
	fl_log(FL_K_vm_close, self->id, object, child, 0, 0, 0);
	subject_ttm_bo_vm_close(copy);
	fl_log(FL_K_vm_closed, self->id, object, child, 0, 0, 0);
	fl_begin(self, FL_K_vm_area_free, child, 0, 0, 0);
	kfree(copy);
	fl_log(FL_K_freed, -1, child, 0, 0, 0, 0);
	fl_write_unlock(self);
}

/* A bounded wait of that task comes to its end: the one it sleeps in, or its next. */
static void fl_timer(struct fl_task *self, const struct fl_actor_spec *spec)
{
	struct fl_task *task = &fl_run->task[spec->target];

	fl_begin(self, FL_K_time_passes, FL_OBJECT(FL_TIMERS, 0), spec->target, 0, 0);
	task->time_over = true;
	if (task->bounded)
		wake_up_process(task->tsk);
}

/* All that a task does. */
void fl_perform(struct fl_task *self)
{
	const struct fl_job *job = fl_run->job;
	const struct fl_actor_spec *spec;

	if (self->id < job->faults) {
		fl_faulting(self, &job->fault[self->id]);
		return;
	}
	spec = &job->actor[self->id - job->faults];
	switch (spec->actor) {
	case FL_EVICTOR:
		fl_evictor(self, spec);
		break;
	case FL_MUNMAP:
		fl_munmap(self, spec);
		break;
	case FL_SUBMITTER:
		fl_submitter(self, spec);
		break;
	case FL_SIGNAL:
		fl_signal(self, spec);
		break;
	case FL_HANDLE_CLOSE:
		fl_handle_close(self, spec);
		break;
	case FL_UNPLUG:
		fl_unplug(self);
		break;
	case FL_FORK:
		fl_fork(self, spec);
		break;
	case FL_TIMER:
		fl_timer(self, spec);
		break;
	default:
		break;
	}
}
