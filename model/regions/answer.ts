import { all, mmapFirst, mmapHeld, mustStay, no } from '../conditions.ts';
import { region } from '../region.ts';

/** Once the mmap lock is dropped, nothing but RETRY may be answered. */
const heldTo = <State extends string>(state: State) => [[mmapHeld, state]] as const;
/** Contention that may neither be waited for nor be answered by RETRY. */
const givesUp = all(mmapHeld, mustStay, no(mmapFirst));
const lock = {
  resv_trylock_fail: [[givesUp, 'busy']],
  resv_lock_interrupted: heldTo('busy'),
} as const;
const hook = { notify_again: heldTo('hookAgain'), notify_error: heldTo('hookFailed') } as const;
const wait = {
  fence_wait_interrupted: heldTo('waitAgain'),
  fence_wait_error: heldTo('waitFailed'),
  fence_wait_expired: heldTo('waitExpired'),
} as const;
const populate = {
  populate_interrupted: heldTo('populateAgain'),
  populate_error: heldTo('populateFailed'),
} as const;
const error = {
  mmap_read_unlock: 'open',
  return_sigbus: 'open',
  return_oom: 'open',
  return_retry: 'open',
} as const;
const forget = { ...error, return_nopage: 'open' } as const;

/**
 * What the round may return, as the first failure decides it.
 *
 * What ends in `Again` is answered by NOPAGE, what ends in `Failed` by an error, and what is busy or
 * has expired by either. Whoever tries once
 * more, with success, has nothing to answer for.
 */
export const answer = region('open', {
  open: {
    ...lock,
    ...hook,
    ...wait,
    ...populate,
    io_lock_interrupted: heldTo('ioAgain'),
    io_reserve_error: heldTo('ioFailed'),
  },
  busy: {
    return_nopage: 'open',
    return_sigbus: 'open',
    return_oom: 'open',
    resv_trylock_ok: 'open',
    resv_lock_ok: 'open',
  },
  hookAgain: { ...forget, ...hook, notify_ok: 'open' },
  hookFailed: { ...error, ...hook, notify_ok: 'open' },
  waitAgain: { ...forget, ...wait, fence_signaled: 'open', fence_wait_ok: 'open' },
  waitExpired: { ...forget, ...wait, fence_signaled: 'open', fence_wait_ok: 'open' },
  waitFailed: { ...forget, ...wait, fence_signaled: 'open', fence_wait_ok: 'open' },
  ioAgain: { ...forget, io_lock_ok: 'open' },
  ioFailed: { ...forget, io_reserve_ok: 'open' },
  populateAgain: { ...forget, ...populate, populate_ok: 'open' },
  populateFailed: { ...forget, ...populate, populate_ok: 'open' },
});
