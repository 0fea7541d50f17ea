/** What a KUnit test can do about a law. */
export type Expectation =
  /** It asks the fixture, and expects an answer. */
  | {
      readonly kind: 'asked';
      readonly prototype: string;
      readonly check: string;
      readonly what: string;
    }
  /** Nothing to ask: a checker of the kernel speaks up while the test runs. */
  | { readonly kind: 'watched'; readonly by: string };

const asked = (prototype: string, check: string, what: string): Expectation => ({
  kind: 'asked',
  prototype,
  check,
  what,
});
const watched = (by: string): Expectation => ({ kind: 'watched', by });

const RESERVATION = asked(
  'bool faultline_resv_locked(struct faultline_world *world);',
  'KUNIT_EXPECT_FALSE(test, faultline_resv_locked(world));',
  'dma_resv_is_locked() of any object',
);
const REFERENCES = asked(
  'long faultline_refs_gained(struct faultline_world *world);',
  'KUNIT_EXPECT_EQ(test, faultline_refs_gained(world), 0L);',
  'references of all objects and fences, less those that the world began with',
);
const LOCKDEP = watched('CONFIG_PROVE_LOCKING, which writes to the log');
const KASAN = watched('CONFIG_KASAN, which fails the test');
const HANG = watched('the time limit of KUnit, and CONFIG_DETECT_HUNG_TASK');

/** By law; one that is not here leaves nothing that a test could see. */
const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'io-lock-balanced': asked(
    'bool faultline_io_locked(struct faultline_world *world);',
    'KUNIT_EXPECT_FALSE(test, faultline_io_locked(world));',
    'mutex_is_locked() of the io_reserve_mutex of any manager',
  ),
  'reservation-released-once': RESERVATION,
  'reservation-matches-return': RESERVATION,
  'no-unlock-after-retry': LOCKDEP,
  'bo-refs-balanced': REFERENCES,
  'fence-refs-balanced': REFERENCES,
  'lock-order': LOCKDEP,
  'unlock-only-by-owner': LOCKDEP,
  'mmap-lock-matches-return': LOCKDEP,
  'no-sleep-under-spinlock': watched('CONFIG_DEBUG_ATOMIC_SLEEP, which writes to the log'),
  'no-use-after-free': KASAN,
  'no-vma-after-mmap-drop': KASAN,
  'bo-ref-held-while-waiting': KASAN,
  'no-crash': watched('the oops'),
  'deadlock-free': HANG,
  'always-resolves': HANG,
  'waits-are-interruptible': HANG,
};

/** What a test can do about this law, or undefined. */
export const expectationOf = (law: string): Expectation | undefined =>
  Object.hasOwn(EXPECTATIONS, law) ? EXPECTATIONS[law] : undefined;
