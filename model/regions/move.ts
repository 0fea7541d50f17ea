import { all, mmapDropped, mmapHeld, resvFree, resvHeld } from '../conditions.ts';
import { region } from '../region.ts';

const forget = {
  return_nopage: 'unknown',
  return_sigbus: 'unknown',
  return_oom: 'unknown',
  return_retry: 'unknown',
} as const;
/** The driver's hook may begin a move. */
const hook = { notify_ok: 'unknown', notify_again: 'unknown', notify_error: 'unknown' } as const;
/** Without the reservation the next move may have begun by now. */
const settled = [
  [resvHeld, 'over'],
  [resvFree, 'unknown'],
] as const;
/** Without the mmap lock the wait was for the sake of RETRY, whatever it came to. */
const failed = [
  [mmapHeld, 'pending'],
  [mmapDropped, 'unknown'],
] as const;
const settledInTime = [
  [mmapDropped, 'waited'],
  [all(mmapHeld, resvHeld), 'over'],
  [all(mmapHeld, resvFree), 'unknown'],
] as const;
const given = [
  [mmapHeld, 'pending'],
  [mmapDropped, 'waited'],
] as const;
/** Who takes the reservation anew asks anew, unless it is only to give it back. */
const taken = [
  [mmapHeld, 'unknown'],
  [mmapDropped, 'pending'],
] as const;

/**
 * The pipelined move of the object, as far as the handler has asked for it.
 *
 * `unknown`: nobody asked, or it may have changed; `over`: there is none, as long as the
 * reservation is held; `pending`: the data is on its way; `waited`: it was waited for, for RETRY.
 */
export const move = region('unknown', {
  unknown: {
    fence_signaled: settled,
    fence_pending: 'pending',
    fence_wait_ok: settled,
    fence_wait_interrupted: failed,
    fence_wait_error: failed,
    fence_wait_expired: failed,
  },
  over: {
    fence_signaled: 'over',
    fence_wait_ok: 'over',
    fence_wait_interrupted: 'over',
    fence_wait_error: 'over',
    fence_wait_expired: 'over',
    resv_unlock: 'unknown',
    ...hook,
  },
  pending: {
    fence_signaled: settledInTime,
    fence_pending: 'pending',
    fence_wait_ok: settledInTime,
    fence_wait_interrupted: given,
    fence_wait_error: given,
    fence_wait_expired: given,
    resv_trylock_ok: taken,
    resv_lock_ok: taken,
    // A signal ends the waiting for RETRY wherever it is waited.
    resv_lock_interrupted: given,
    ...hook,
    ...forget,
  },
  waited: {
    fence_signaled: 'waited',
    fence_pending: 'waited',
    fence_wait_ok: 'waited',
    fence_wait_interrupted: 'waited',
    fence_wait_error: 'waited',
    fence_wait_expired: 'waited',
    return_retry: 'unknown',
  },
});
