/* SPDX-License-Identifier: MIT */
/*
 * What a generated monitor needs of a kernel, in user space: one task, and a probe for each event.
 * The monitor itself and include/rv/da_monitor.h are the kernel's own.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIG_RV 1
#define __init
#define __exit
#define unlikely(x) (x)
#define WARN_ONCE(condition, ...) ((condition) ? abort() : (void)0)
#define MODULE_LICENSE(text)
#define MODULE_AUTHOR(text)
#define MODULE_DESCRIPTION(text)
#define module_init(function) int (*load)(void) = function
#define module_exit(function) void (*unload)(void) = function

#define RV_PER_TASK_MONITORS 1
#define RV_PER_TASK_MONITOR_INIT RV_PER_TASK_MONITORS

struct da_monitor {
	bool monitoring;
	unsigned int curr_state;
};

union rv_task_monitor {
	struct da_monitor da_mon;
};

struct task_struct {
	int pid;
	union rv_task_monitor rv[RV_PER_TASK_MONITORS];
};

struct rv_monitor {
	const char *name, *description;
	bool enabled;
	int (*enable)(void);
	void (*disable)(void);
	void (*reset)(void);
};

static struct task_struct task = { .pid = 1 };
static struct rv_monitor *registered;

#define for_each_process_thread(group, thread) \
	for (group = thread = &task; thread; thread = NULL, (void)group)
#define for_each_present_cpu(cpu) for (cpu = 0; cpu < 1; cpu++)
#define idle_task(cpu) (&task)
#define read_lock(lock)
#define read_unlock(lock)

static inline bool rv_monitoring_on(void) { return true; }
static inline int rv_get_task_monitor_slot(void) { return 0; }
static inline void rv_put_task_monitor_slot(int slot) { (void)slot; }
static inline int rv_register_monitor(struct rv_monitor *monitor)
{
	registered = monitor;
	return 0;
}
static inline int rv_unregister_monitor(struct rv_monitor *monitor) { return monitor != registered; }

typedef void (*probe_t)(void *data, struct task_struct *task);

static struct {
	const char *name;
	probe_t probe;
} probes[64];
static int probe_count;

#define rv_attach_trace_probe(monitor, tracepoint, handler) \
	(probes[probe_count].name = #tracepoint, probes[probe_count++].probe = (handler))
#define rv_detach_trace_probe(monitor, tracepoint, handler) (probe_count = 0)

static int errors;

/* Reads events, one a line; an empty line begins another run. Tells what the monitor says. */
int main(void)
{
	extern int (*load)(void);
	char line[128];

	if (load() || registered->enable())
		return 1;
	registered->enabled = true;
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = 0;
		if (!line[0]) {
			printf("%s\n", errors ? "refused" : "accepted");
			errors = 0;
			registered->reset();
			continue;
		}
		for (int i = 0; i < probe_count; i++)
			if (!errors && !strcmp(probes[i].name, line))
				probes[i].probe(NULL, &task);
	}
	registered->disable();
	return 0;
}
