// SPDX-License-Identifier: MIT
/*
 * What was run while the logs of this folder were recorded: two threads touch one object of a
 * driver with dumb buffers at the same time, again and again. Linux 6.12.115-2~deb12u1 of Debian,
 * unpacked, in qemu-system-x86_64 -accel tcg -smp 2 -vga none -device bochs-display, with an
 * initramfs of busybox-static, the modules of bochs, this program (cc -static -pthread), and the
 * script of `faultline trace --record`:
 *
 *   bochs-6.12.txt                     the script as it is: lines around one retry
 *   bochs-6.12-trace-cmd.txt           its probes, with trace-cmd record -e faultline and report
 *   bochs-6.12-unlock-after-retry.txt  as the first, with a ttm.ko, built from linux-source-6.12, in
 *                                      which ttm_bo_vm_fault() unlocks the reservation after RETRY
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

struct create {
	uint32_t height, width, bpp, flags, handle, pitch;
	uint64_t size;
};
struct map {
	uint32_t handle, pad;
	uint64_t offset;
};
#define CREATE_DUMB _IOWR('d', 0xb2, struct create)
#define MAP_DUMB _IOWR('d', 0xb3, struct map)

static char *volatile memory;
static pthread_barrier_t barrier;
static int rounds;

static void *touch(void *arg)
{
	for (int i = 0; i < rounds; i++) {
		pthread_barrier_wait(&barrier);
		memory[(long)arg * 32 * 4096] = 1;
		pthread_barrier_wait(&barrier);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	struct create create = { .height = 256, .width = 256, .bpp = 32 };
	int fd = open("/dev/dri/card0", O_RDWR);
	struct map map = { 0 };
	pthread_t threads[2];

	rounds = argc > 1 ? atoi(argv[1]) : 3;
	if (fd < 0 || ioctl(fd, CREATE_DUMB, &create)) {
		perror("/dev/dri/card0");
		return 1;
	}
	map.handle = create.handle;
	if (ioctl(fd, MAP_DUMB, &map)) {
		perror("map");
		return 1;
	}
	pthread_barrier_init(&barrier, NULL, 3);
	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, touch, (void *)i);
	for (int i = 0; i < rounds; i++) {
		memory = mmap(NULL, create.size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, map.offset);
		if (memory == MAP_FAILED) {
			perror("mmap");
			return 1;
		}
		pthread_barrier_wait(&barrier);
		pthread_barrier_wait(&barrier);
		munmap(memory, create.size);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
