import { Operation } from '../../scheduler/operation.ts';
import { spinlock_t } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/** The LRU spinlock: nothing that sleeps may happen under it (domain.md §7 L7). */

const LOCK = primitive({
  name: 'spin_lock',
  enabled: (kernel, _task, { object }) => spinlock_t.at(kernel, object).owner === 0,
  perform(kernel, task, { object }) {
    spinlock_t.at(kernel, object).owner = task + 1;
    return 0;
  },
});

const UNLOCK = primitive({
  name: 'spin_unlock',
  perform(kernel, _task, { object }) {
    spinlock_t.at(kernel, object).owner = 0;
    return 0;
  },
});

/** Takes the lock; spins while another task has it. */
export const spin_lock = (lock: spinlock_t): Operation => new Operation(LOCK, lock.ptr);
export const spin_unlock = (lock: spinlock_t): Operation => new Operation(UNLOCK, lock.ptr);
