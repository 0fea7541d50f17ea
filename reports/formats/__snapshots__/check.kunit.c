// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Found by faultline. A test of its own makes no interleaving: KUnit has no say in which
 * thread runs. What is here is the case and its turns; the tree under test supplies the
 * fixture that is declared below, because only a driver knows how its objects are made.
 * faultline_run() lets a task take so many steps, each a call of a primitive, and returns. It
 * is simple where a task stops by itself, since it has ended or waits for a lock. Where it
 * says "not forced", the task has to be held between two primitives: by a static stub
 * (KUNIT_STATIC_STUB_REDIRECT) in the second one, or by a delay there, which is likely but not
 * certain. faultline_fail() wants a driver's callback, a static stub or fault injection in the
 * primitive.
 */
#include <kunit/test.h>

struct faultline_world;

/* Makes what is described, one string for each thing; goes with the test. */
struct faultline_world *faultline_world(struct kunit *test, const char *const *described,
					unsigned int count);
/* Lets a call of a primitive by a task fail; call 0 stands for every one. */
void faultline_fail(struct faultline_world *world, const char *task, const char *primitive,
		    unsigned int call, const char *error);
/* Lets a task, begun if need be, take so many steps; comes back when it has, waits or ended. */
void faultline_run(struct faultline_world *world, const char *task, unsigned int steps);

/*
 * bo-ref-held-while-waiting: Whoever waits for an object without the mmap lock holds a
 * reference of its own to it. (domain.md §7 U2; §6 B10)
 * Found of bo-get-missing: fault-1 waits for bo-1 without a reference: munmap may free it
 * meanwhile. Known as B10.
 * 2 turns of 5 must be held where nothing stops them.
 * The same case without a kernel: npx faultline replay
 * reports/out/bo-get-missing-bo-ref-held-while-waiting.json
 */
static void faultline_bo_ref_held_while_waiting(struct kunit *test)
{
	static const char *const described[] = {
		"bo-1: 1 page in video memory, write-combined",
		"vma-1: maps all of bo-1",
		"fault-1: reads page 0 of vma-1 from user mode",
		"submitter: variant one",
		"driver: io_reserve lock in use for vram",
	};
	struct faultline_world *world;

	world = faultline_world(test, described, ARRAY_SIZE(described));
	KUNIT_ASSERT_NOT_NULL(test, world);

	/*
	 * Steps 0 to 1; not forced: it must stop after down_read(mm), before dma_resv_trylock(resv-1)
	 * = false
	 */
	faultline_run(world, "fault-1", 2);

	/*
	 * Steps 2 to 3; not forced: it must stop after dma_resv_lock(resv-1, ctx-2) = 0, before
	 * dma_resv_unlock(resv-1)
	 */
	faultline_run(world, "submitter", 2);

	/*
	 * Steps 4 to 6; then it waits by itself: dma_resv_lock_interruptible(resv-1, NULL) = 0
	 */
	faultline_run(world, "fault-1", 3);

	/*
	 * Steps 7 to 8; then it has ended or is not needed any more.
	 */
	faultline_run(world, "submitter", 2);

	/*
	 * Steps 9 to 11; then it has ended or is not needed any more.
	 */
	faultline_run(world, "fault-1", 3);

	/*
	 * Nothing to expect: it is seen by CONFIG_KASAN, which fails the test.
	 */
}

static struct kunit_case faultline_cases[] = {
	KUNIT_CASE(faultline_bo_ref_held_while_waiting),
	{}
};

static struct kunit_suite faultline_suite = {
	.name = "faultline",
	.test_cases = faultline_cases,
};
kunit_test_suite(faultline_suite);

MODULE_LICENSE("Dual MIT/GPL");
