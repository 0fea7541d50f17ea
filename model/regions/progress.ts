import { byMmap, within } from '../conditions.ts';
import { region } from '../region.ts';

const enter = {
  fault_enter_tried: 'entered',
  fault_enter_retry_tried: 'entered',
  fault_enter_nowait_tried: 'entered',
} as const;
const answer = {
  return_nopage: 'returned',
  return_sigbus: 'returned',
  return_oom: 'returned',
  return_retry: 'retried',
} as const;
const testFence = {
  fence_signaled: 'settled',
  fence_pending: 'pending',
  fence_wait_ok: 'settled',
  fence_wait_interrupted: 'closing',
  fence_wait_error: 'closing',
} as const;
const lockContended = byMmap('reserved', 'waited');
const settlePending = byMmap('settled', 'waited');
const endPending = byMmap('closing', 'waited');
const reserveIo = { io_reserve_ok: 'ioReserved', io_reserve_error: 'closing' } as const;
const takeIo = { io_lock_ok: 'ioLocked', io_lock_interrupted: 'closing', ...reserveIo } as const;
const unlock = { resv_unlock: 'leaving' } as const;
const ioUnlock = { io_unlock: 'closing' } as const;
const insertFirst = {
  insert_ok: 'prefaulting',
  insert_sigbus: 'closing',
  insert_oom: 'closing',
} as const;

const { initial, states } = region('outside', {
  outside: {
    ...enter,
    fault_enter_plain: 'entered',
    fault_enter_retry: 'entered',
    fault_enter_nowait: 'entered',
  },
  entered: {
    resv_trylock_ok: 'reserved',
    resv_trylock_fail: 'contended',
    resv_lock_ok: 'reserved',
    resv_lock_interrupted: 'leaving',
  },
  contended: {
    resv_trylock_ok: lockContended,
    resv_trylock_fail: 'contended',
    resv_lock_ok: lockContended,
    resv_lock_interrupted: 'leaving',
    return_nopage: 'returned',
    return_retry: 'retried',
  },
  reserved: {
    notify_ok: 'notified',
    notify_again: 'closing',
    notify_error: 'closing',
    ...testFence,
    ...takeIo,
    ...unlock,
  },
  notified: { ...testFence, ...takeIo, ...unlock },
  pending: {
    fence_signaled: settlePending,
    fence_wait_ok: settlePending,
    fence_wait_interrupted: endPending,
    fence_wait_error: endPending,
    resv_unlock: [
      [within('outcome.retryDropped'), 'unreserved'],
      [within('outcome.retryNowait'), 'leaving'],
    ],
  },
  unreserved: {
    fence_wait_ok: 'leaving',
    fence_wait_interrupted: 'leaving',
    fence_wait_error: 'leaving',
  },
  waited: unlock,
  settled: { ...takeIo, ...unlock },
  ioLocked: { ...reserveIo, ...ioUnlock, ...unlock },
  ioReserved: {
    populate_ok: 'populated',
    populate_interrupted: 'closing',
    populate_error: 'closing',
    ...insertFirst,
    ...ioUnlock,
    ...unlock,
  },
  populated: { ...insertFirst, ...ioUnlock, ...unlock },
  prefaulting: {
    insert_ok: 'prefaulting',
    insert_sigbus: 'closing',
    insert_oom: 'closing',
    ...ioUnlock,
    ...unlock,
  },
  closing: { ...ioUnlock, ...unlock },
  leaving: answer,
  retried: { ...enter, trap_end: 'outside' },
  returned: { trap_end: 'outside' },
});

/**
 * How far the attempt has come, as far as order matters.
 *
 * `closing`: nothing more to do with the page; `leaving`: the reservation is released;
 * `unreserved`: it is released too, and a pending move is still to be waited for;
 * `retried`: RETRY was returned, so the trap may go into another round.
 */
export const progress = {
  initial,
  states: {
    ...states,
    entered: { ...states.entered, entry: 'rememberFlags' as const },
    retried: { ...states.retried, entry: 'forgetFlags' as const },
    returned: { ...states.returned, entry: 'forgetFlags' as const },
  },
};
