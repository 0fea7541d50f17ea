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
/* Says: mutex_is_locked() of the io_reserve_mutex of any manager. */
bool faultline_io_locked(struct faultline_world *world);

/*
 * io-lock-balanced: The io_reserve lock is given back before the handler returns, drops the
 * mmap lock or waits for a fence. (domain.md §7 L3; broken by the posted patch, domain.md §6
 * B1)
 * Found of rfc: the io_reserve lock of man-vram is still held when the handler returns.
 * Every turn ends by itself, so that the order is forced.
 * The same case without a kernel: npx faultline replay reports/out/rfc-io-lock-balanced.json
 */
static void faultline_io_lock_balanced(struct kunit *test)
{
	static const char *const described[] = {
		"bo-1: 1 page in video memory, write-combined",
		"vma-1: maps all of bo-1",
		"fault-1: reads page 0 of vma-1 from user mode",
		"injected: call 1 of ttm_mem_io_reserve by fault-1 fails with -EINVAL",
		"driver: io_reserve lock in use for vram",
	};
	struct faultline_world *world;

	world = faultline_world(test, described, ARRAY_SIZE(described));
	KUNIT_ASSERT_NOT_NULL(test, world);
	faultline_fail(world, "fault-1", "ttm_mem_io_reserve", 1, "EINVAL");

	/*
	 * Steps 0 to 6; then it has ended or is not needed any more.
	 */
	faultline_run(world, "fault-1", 7);

	KUNIT_EXPECT_FALSE(test, faultline_io_locked(world));
}

static struct kunit_case faultline_cases[] = {
	KUNIT_CASE(faultline_io_lock_balanced),
	{}
};

static struct kunit_suite faultline_suite = {
	.name = "faultline",
	.test_cases = faultline_cases,
};
kunit_test_suite(faultline_suite);

MODULE_LICENSE("Dual MIT/GPL");
