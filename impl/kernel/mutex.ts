import { Operation } from '../../scheduler/operation.ts';
import { EINTR } from './errno.ts';
import { mutex } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/** A plain mutex: `bo->wu_mutex` of `ttm_bo_wait_unreserved` (domain.md §2.1). */

const LOCK_INTERRUPTIBLE = primitive({
  name: 'mutex_lock_interruptible',
  reply: 'errno',
  enabled: (kernel, task, { object }) =>
    mutex.at(kernel, object).owner === 0 || kernel.signal(task) !== 0,
  perform(kernel, task, { object }) {
    const lock = mutex.at(kernel, object);
    if (lock.owner !== 0) return -EINTR;
    lock.owner = task + 1;
    return 0;
  },
});

const UNLOCK = primitive({
  name: 'mutex_unlock',
  perform(kernel, _task, { object }) {
    mutex.at(kernel, object).owner = 0;
    return 0;
  },
});

/** 0, or -EINTR when a signal is pending while it has to wait. */
export const mutex_lock_interruptible = (lock: mutex): Operation =>
  new Operation(LOCK_INTERRUPTIBLE, lock.ptr);
export const mutex_unlock = (lock: mutex): Operation => new Operation(UNLOCK, lock.ptr);
