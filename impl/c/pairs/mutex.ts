import type { Pair } from '../front-end/pairs.ts';

/** A lock that sleeps (kernel: Documentation/locking/mutex-design.rst). */
const pair: Pair = {
  takes: {
    mutex_lock: { alone: true, sleeps: true },
    mutex_lock_nested: { alone: true, sleeps: true },
    mutex_lock_io: { alone: true, sleeps: true },
    mutex_lock_interruptible: { alone: true, sleeps: true, interruptible: true },
    mutex_lock_killable: { alone: true, sleeps: true },
    mutex_trylock: { alone: true, tries: true },
  },
  gives: { mutex_unlock: 0 },
  guards: { mutex: ['mutex_lock', 'mutex_unlock'] },
};

export default pair;
