// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * /dev/faultline: the agent's processes lend themselves as tasks, its first process plays one job
 * after the other, and reads what happened.
 */
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include "witness.h"

/* A process that has nothing to do. */
struct fl_worker {
	struct list_head list;
	struct task_struct *tsk;
	struct fl_task *task;
};

static LIST_HEAD(fl_idle);
static DECLARE_WAIT_QUEUE_HEAD(fl_idle_queue);
static DECLARE_WAIT_QUEUE_HEAD(fl_over_queue);
static int fl_idle_count;
static struct device *fl_root;
static struct fl_job *fl_job;
static struct fl_run *fl_memory;
static struct fl_event *fl_events;

/* A process becomes a task of the next run, and comes back when that is over. */
static long fl_work(void)
{
	struct fl_worker self = { .tsk = current };

	list_add_tail(&self.list, &fl_idle);
	fl_idle_count++;
	wake_up(&fl_idle_queue);
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (self.task)
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	self.task->state = FL_RUNNING;
	fl_perform(self.task);
	self.task->state = FL_DONE;
	/* Who is dying may do so when nobody minds which locks that takes. */
	wait_event(fl_over_queue, !fl_run);
	if (!fatal_signal_pending(current))
		flush_signals(current);
	return 0;
}

static void fl_start(struct fl_task *task)
{
	struct fl_worker *worker = list_first_entry(&fl_idle, struct fl_worker, list);

	list_del(&worker->list);
	fl_idle_count--;
	task->tsk = worker->tsk;
	task->state = FL_STARTED;
	worker->task = task;
	wake_up_process(worker->tsk);
}

static bool fl_part(int outcome, struct fl_task *task)
{
	fl_run->answer.outcome = outcome;
	fl_run->answer.step = fl_run->step;
	fl_run->answer.task = task ? task->id : -1;
	fl_run->answer.pending = task ? task->pending : 0;
	return false;
}

static bool fl_gpu_step(void)
{
	struct fl_event *event = fl_log(FL_K_dma_fence_signal, FL_GPU, FL_OBJECT(FL_BDEV, 0), 0, 0, 0, 0);
	int index;

	if (!fl_signal_oldest(&index))
		return fl_part(FL_NO_FENCE, NULL);
	event->reply = FL_OBJECT(FL_FENCE, index);
	fl_log(FL_K_fence_signaled, FL_GPU, FL_OBJECT(FL_FENCE, index), 0, 0, 0, 0);
	return true;
}

static bool fl_worker_step(void)
{
	struct fl_event *event = fl_log(FL_K_ttm_bo_delayed_delete, FL_WORKER, FL_OBJECT(FL_BDEV, 0), 0,
					0, 0, 0);
	int index = fl_delayed_delete();

	if (index < 0)
		return fl_part(FL_NOT_IDLE, NULL);
	event->reply = FL_OBJECT(FL_BO, index);
	return true;
}

/* Who was woken by what just happened gets as far as its next turn. */
static bool fl_settled(void)
{
	return fl_settle() || fl_part(FL_AWAKE, NULL);
}

/* One step of the schedule; false where the real kernel goes another way. */
static bool fl_step(int step)
{
	bool early = step & FL_BEGIN_EARLY;
	struct fl_task *task;

	if (step == FL_GPU)
		return fl_gpu_step() && fl_settled();
	if (step == FL_WORKER)
		return fl_worker_step() && fl_settled();
	task = &fl_run->task[step & ~FL_BEGIN_EARLY];
	if (!fl_grant(task, early))
		return fl_part(task->state == FL_DONE ? FL_FINISHED : FL_SLEEPS, task);
	if (!fl_settle())
		return fl_part(FL_AWAKE, task);
	fl_hold_deletes();
	if (task->state != FL_AT_TURN && task->state != FL_DONE && !task->early)
		return fl_part(FL_SLEEPS, task);
	return true;
}

static void fl_play(void)
{
	int i;

	for (i = 0; i < fl_run->tasks; i++) {
		fl_start(&fl_run->task[i]);
		if (!fl_settle()) {
			fl_part(FL_AWAKE, &fl_run->task[i]);
			return;
		}
	}
	for (i = 0; i < fl_run->job->steps; i++) {
		int step = fl_run->job->step[i];

		if (!fl_step(step))
			return;
		if (!(step & FL_BEGIN_EARLY))
			fl_run->step++;
	}
}

static int fl_unfinished(void)
{
	int i, mask = 0;

	for (i = 0; i < fl_run->tasks; i++)
		if (fl_run->task[i].state != FL_DONE && fl_run->task[i].state != FL_IDLE)
			mask |= 1 << i;
	return mask;
}

static void fl_let_go(void)
{
	int i;

	fl_run->free = true;
	for (i = 0; i < fl_run->tasks; i++)
		if (fl_run->task[i].state == FL_AT_TURN)
			wake_up_process(fl_run->task[i].tsk);
	fl_settle();
}

/* Nobody waits for turns any more: who does not finish now is stuck. */
static void fl_finish(void)
{
	int i, index, patience;

	if (!fl_unfinished())
		return;
	fl_let_go();
	if (fl_run->job->deadlock)
		fl_run->answer.stuck = fl_unfinished();
	while (fl_signal_oldest(&index))
		fl_settle();
	fl_settle();
	fl_run->answer.stuck |= fl_run->job->deadlock ? 0 : fl_unfinished();
	for (patience = 0; fl_unfinished() && patience < 3; patience++) {
		for (i = 0; i < fl_run->tasks; i++)
			if (fl_unfinished() & (1 << i))
				send_sig(SIGKILL, fl_run->task[i].tsk, 1);
		fl_settle();
	}
}

static struct fl_run *fl_new_run(struct file *file)
{
	struct fl_run *run = fl_memory;
	int i;

	memset(run, 0, sizeof(*run));
	run->job = fl_job;
	run->mm = current->mm;
	run->file = file;
	run->event = fl_events;
	run->tasks = fl_job->faults + fl_job->actors;
	for (i = 0; i < run->tasks; i++)
		run->task[i].id = i;
	run->answer.magic = FL_MAGIC;
	run->answer.id = fl_job->id;
	run->answer.task = -1;
	return run;
}

static bool fl_is_sound(const struct fl_job *job)
{
	return job->magic == FL_MAGIC && job->objects <= FL_OBJECTS && job->vmas <= FL_VMAS &&
	       job->faults <= FL_FAULTS && job->actors <= FL_ACTORS &&
	       job->failures <= FL_FAILURES && job->steps <= FL_STEPS;
}

/* Plays a job. 1 if the kernel cannot be used again afterwards. */
static long fl_ioctl_run(struct file *file, const void __user *from)
{
	struct fl_answer *answer;
	int ret;

	if (copy_from_user(fl_job, from, sizeof(*fl_job)))
		return -EFAULT;
	if (!fl_is_sound(fl_job))
		return -EINVAL;
	wait_event(fl_idle_queue, fl_idle_count >= fl_job->faults + fl_job->actors);
	pr_info("faultline: run %d\n", fl_job->id);
	fl_run = fl_new_run(file);
	answer = &fl_run->answer;
	fl_run->free = true;
	ret = fl_world_begin();
	fl_run->free = false;
	if (ret)
		fl_part(FL_UNPLAYABLE, NULL);
	else
		fl_play();
	fl_finish();
	fl_run->free = true;
	if (!fl_unfinished())
		fl_world_end();
	if (fl_unfinished() || answer->mmap_held || answer->reserved || answer->alive || ret)
		return 1;
	fl_run = NULL;
	wake_up_all(&fl_over_queue);
	return 0;
}

static long fl_ioctl(struct file *file, unsigned int request, unsigned long argument)
{
	switch (request) {
	case FL_WORK:
		return fl_work();
	case FL_RUN:
		return fl_ioctl_run(file, (const void __user *)argument);
	default:
		return -ENOTTY;
	}
}

/* The answer of the last run, then its events. */
static ssize_t fl_read(struct file *file, char __user *to, size_t size, loff_t *offset)
{
	size_t events = fl_memory->answer.events * sizeof(*fl_events);

	if (size < sizeof(fl_memory->answer) + events)
		return -EINVAL;
	if (copy_to_user(to, &fl_memory->answer, sizeof(fl_memory->answer)))
		return -EFAULT;
	if (copy_to_user(to + sizeof(fl_memory->answer), fl_events, events))
		return -EFAULT;
	return sizeof(fl_memory->answer) + events;
}

static int fl_mmap(struct file *file, struct vm_area_struct *vma)
{
	return fl_map(vma);
}

/* Whoever maps an object does so through this file, as with a DRM device. */
static int fl_open(struct inode *inode, struct file *file)
{
	fl_device_mapping(inode->i_mapping);
	return 0;
}

static const struct file_operations fl_operations = {
	.owner = THIS_MODULE,
	.open = fl_open,
	.unlocked_ioctl = fl_ioctl,
	.read = fl_read,
	.mmap = fl_mmap,
};

static struct miscdevice fl_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "faultline",
	.fops = &fl_operations,
};

static int __init fl_init(void)
{
	fl_job = vzalloc(sizeof(*fl_job));
	fl_memory = vzalloc(sizeof(*fl_memory));
	fl_events = vzalloc(FL_EVENTS * sizeof(*fl_events));
	if (!fl_job || !fl_memory || !fl_events)
		return -ENOMEM;
	fl_root = root_device_register("faultline");
	if (IS_ERR(fl_root))
		return PTR_ERR(fl_root);
	return fl_device_init(fl_root) ?: misc_register(&fl_misc);
}
module_init(fl_init);

MODULE_DESCRIPTION("Plays worlds on the kernel that it is loaded into");
MODULE_LICENSE("Dual MIT/GPL");
