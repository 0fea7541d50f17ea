// SPDX-License-Identifier: MIT
/*
 * The first and only program of the guest: loads the module, lends it processes that share this
 * one's memory, plays the jobs of the initramfs, and writes the answers to the serial line.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include "protocol.h"

#define WORKERS FL_TASKS
#define STACK (64 * 1024)

static int device, line;
static pid_t worker[WORKERS];
static char stack[WORKERS][STACK] __attribute__((aligned(16)));
static char answer[sizeof(struct fl_answer) + FL_EVENTS * sizeof(struct fl_event)];
static struct fl_job job;

static void handled(int signal)
{
	(void)signal;
}

static int work(void *unused)
{
	(void)unused;
	while (ioctl(device, FL_WORK) == 0)
		;
	_exit(0);
}

static void lend(void)
{
	int i, status;
	pid_t gone;

	while ((gone = waitpid(-1, &status, WNOHANG | __WALL)) > 0)
		for (i = 0; i < WORKERS; i++)
			if (worker[i] == gone)
				worker[i] = 0;
	for (i = 0; i < WORKERS; i++)
		if (!worker[i])
			worker[i] = clone(work, stack[i] + STACK, CLONE_VM | CLONE_FILES | CLONE_FS | SIGCHLD, NULL);
}

static void put(const void *from, size_t size)
{
	const char *at = from;

	while (size > 0) {
		ssize_t written = write(line, at, size);

		if (written <= 0)
			return;
		at += written;
		size -= written;
	}
}

static void halt(const char *why)
{
	if (why)
		perror(why);
	tcdrain(line);
	reboot(RB_POWER_OFF);
	_exit(1);
}

static void load(const char *path)
{
	int file = open(path, O_RDONLY);

	if (file < 0 || syscall(SYS_finit_module, file, "", 0))
		halt(path);
	close(file);
}

int main(void)
{
	struct termios raw;
	long ret;
	int jobs;

	setvbuf(stderr, NULL, _IONBF, 0);
	mkdir("/dev", 0755);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	line = open("/dev/ttyS0", O_RDWR | O_NOCTTY);
	if (line < 0)
		halt("/dev/ttyS0");
	tcgetattr(line, &raw);
	cfmakeraw(&raw);
	tcsetattr(line, TCSANOW, &raw);
	signal(SIGUSR1, handled);
	load("/witness.ko");
	device = open("/dev/faultline", O_RDWR);
	jobs = open("/jobs", O_RDONLY);
	if (device < 0 || jobs < 0)
		halt("/dev/faultline");
	/* Below a stack, v6.1 does not downgrade the lock when it unmaps. */
	mmap((void *)0x20000000, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	mlockall(MCL_CURRENT | MCL_FUTURE);
	while (read(jobs, &job, sizeof(job)) == sizeof(job)) {
		ssize_t size;

		lend();
		ret = ioctl(device, FL_RUN, &job);
		if (ret < 0)
			halt("a job");
		size = read(device, answer, sizeof(answer));
		if (size < 0)
			halt("an answer");
		put(answer, size);
		if (ret)
			break;
	}
	halt(NULL);
}
