// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Who runs when. A task waits for its turn before every primitive, then calls the real one.
 *
 * There is one CPU and no preemption: between two turns nobody else runs unless the task sleeps in
 * its primitive, which is seen as what it is.
 */
#include "witness.h"

struct fl_run *fl_run;

#define FL_PATIENCE 20000

/* The task that is running, or NULL if it has no part in a run. */
struct fl_task *fl_self(void)
{
	int i;

	if (!fl_run)
		return NULL;
	for (i = 0; i < fl_run->tasks; i++)
		if (fl_run->task[i].tsk == current)
			return &fl_run->task[i];
	return NULL;
}

/* Waits until the schedule says that this task is next. */
void fl_turn(struct fl_task *self, enum fl_kind pending)
{
	if (!self || fl_run->free)
		return;
	self->pending = pending;
	self->state = FL_AT_TURN;
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (self->granted || fl_run->free)
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	self->granted = false;
	self->state = FL_RUNNING;
}

/* Lets a task go on from its turn; false if it does not stand at one. */
bool fl_grant(struct fl_task *task, bool early)
{
	if (task->state != FL_AT_TURN)
		return false;
	task->early = early;
	task->granted = true;
	wake_up_process(task->tsk);
	return true;
}

static bool fl_is_running(const struct fl_task *task)
{
	if (task->state == FL_IDLE || task->state == FL_DONE)
		return false;
	/* Once the last section is left, a worker of the kernel wakes who waited for that. */
	if (task->unplugging && !fl_run->readers)
		return true;
	return task->granted || READ_ONCE(task->tsk->__state) == TASK_RUNNING;
}

/* Gives the processor away until every task sleeps; false if that does not come to pass. */
bool fl_settle(void)
{
	int i, patience;

	for (patience = 0; patience < FL_PATIENCE; patience++) {
		bool running = false;

		for (i = 0; i < fl_run->tasks; i++)
			running |= fl_is_running(&fl_run->task[i]);
		if (!running)
			return true;
		yield();
	}
	return false;
}

struct fl_event *fl_log(enum fl_kind kind, int task, int object, int a, int b, int c, int reply)
{
	static struct fl_event dropped;
	struct fl_answer *answer = &fl_run->answer;
	struct fl_event *event = &dropped;

	if (!fl_run->free && answer->events == FL_EVENTS)
		answer->truncated = 1;
	else if (!fl_run->free)
		event = &fl_run->event[answer->events++];
	*event = (struct fl_event) { kind, task, object, a, b, c, reply, fl_run->step };
	return event;
}

/* One primitive of a task: its turn, and its place in the log. */
struct fl_event *fl_begin(struct fl_task *self, enum fl_kind kind, int object, int a, int b, int c)
{
	fl_turn(self, kind);
	return self ? fl_log(kind, self->id, object, a, b, c, 0) : NULL;
}

int fl_end(struct fl_event *event, int reply)
{
	if (event)
		event->reply = reply;
	return reply;
}

/* How this call is to fail according to the world: a reply, or 0. */
int fl_failure(struct fl_task *self, int primitive)
{
	int i, reply = 0;

	if (!self)
		return 0;
	for (i = 0; i < fl_run->job->failures; i++) {
		const struct fl_failure_spec *spec = &fl_run->job->failure[i];

		if (spec->task != self->id || spec->primitive != primitive)
			continue;
		if (spec->call) {
			if (fl_run->calls[i] >= spec->call || ++fl_run->calls[i] != spec->call)
				continue;
		}
		if (!reply)
			reply = spec->reply;
	}
	return reply;
}
