/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * What host, agent and module say to each other: 32-bit words in the order of this file.
 * witness/job.ts writes a job and witness/log.ts reads an answer in the same order.
 */
#ifndef FAULTLINE_PROTOCOL_H
#define FAULTLINE_PROTOCOL_H

#define FL_MAGIC 0x464c544a
#define FL_OBJECTS 3
#define FL_VMAS 3
#define FL_FAULTS 3
#define FL_ACTORS 6
#define FL_FAILURES 6
#define FL_TASKS (FL_FAULTS + FL_ACTORS)
#define FL_PAGES 20
#define FL_STEPS 2048
#define FL_EVENTS 8192

/* Kinds of objects in the log: the kind times 256, plus a number from 1 on. */
enum { FL_NONE, FL_MM, FL_RESV, FL_FENCE, FL_GLOB, FL_BDEV, FL_BO, FL_TTM, FL_VMA, FL_MEM,
       FL_SIGNALS, FL_CTX, FL_CHILD, FL_DUMMY, FL_TIMERS };
#define FL_OBJECT(kind, index) ((kind) * 256 + (index) + 1)

enum { FL_USER, FL_KERNEL, FL_FIXUP, FL_FIXUP_LOCKED, FL_NOWAIT };
enum { FL_CACHED, FL_WRITE_COMBINED, FL_UNCACHED };
enum { FL_MOVING_NONE, FL_MOVING_PENDING, FL_MOVING_SIGNALED };
enum { FL_TTM_EMPTY, FL_TTM_POPULATED, FL_TTM_ABSENT };
enum { FL_EVICTOR, FL_MUNMAP, FL_SUBMITTER, FL_SIGNAL, FL_HANDLE_CLOSE, FL_IO_EVICTOR,
       FL_UNPLUG, FL_FORK, FL_TIMER };
enum { FL_INSERT = 1, FL_IO_RESERVE, FL_POPULATE, FL_FENCE_WAIT, FL_ALLOC_PAGE,
       FL_ADD_ACTION };
enum { FL_MAPPED, FL_ERROR, FL_NO_VMA, FL_NO_ACCESS, FL_KILLED, FL_GAVE_UP, FL_NOWAIT_END };

struct fl_object_spec { int placement, caching, pages, reservation, moving, ttm, imported, handle; };
struct fl_vma_spec { int object, offset, pages, writable, present; };
struct fl_fault_spec { int vma, page, caller, write; };
struct fl_actor_spec { int actor, target, variant; };
struct fl_failure_spec { int task, primitive, call, reply; };

/* A step is a task, plus FL_BEGIN_EARLY if the task only goes to sleep in its primitive now. */
#define FL_BEGIN_EARLY 0x80
#define FL_GPU 0x40
#define FL_WORKER 0x41

struct fl_job {
	int magic, id, scattered, deadlock;
	int objects, vmas, faults, actors, failures, steps;
	struct fl_object_spec object[FL_OBJECTS];
	struct fl_vma_spec vma[FL_VMAS];
	struct fl_fault_spec fault[FL_FAULTS];
	struct fl_actor_spec actor[FL_ACTORS];
	struct fl_failure_spec failure[FL_FAILURES];
	unsigned char step[FL_STEPS];
};

/* How a run on the real kernel went. */
enum { FL_PLAYED, FL_SLEEPS, FL_FINISHED, FL_AWAKE, FL_NOT_IDLE, FL_NO_FENCE, FL_UNPLAYABLE };

struct fl_event { int kind, task, object, a, b, c, reply, step; };

struct fl_answer {
	int magic, id, outcome, step, task, pending;
	/* Tasks that did not finish by themselves once nobody held them back. */
	int stuck;
	/* What is left behind: the mmap lock, reservations (a mask), objects (a mask). */
	int mmap_held, reserved, alive;
	int truncated, events;
};

#define FL_WORK _IO('F', 1)
#define FL_RUN _IOWR('F', 2, struct fl_job)
#endif
