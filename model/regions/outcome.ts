import { byMmap, declines, drops, givesUp } from '../conditions.ts';
import { region } from '../region.ts';

/** Asked again, nothing is in the way any more; but the mmap lock cannot be had back. */
const unlessDropped = byMmap('open', 'retryDropped');

/**
 * What the return code has to be.
 *
 * `open`: nothing is decided, so only a refusal of the object (SIGBUS) may end the attempt.
 * `oomOrSigbus`: pages were asked for and none is mapped; the first page may be missing (OOM).
 */
export const outcome = region('open', {
  open: {
    resv_trylock_fail: [
      [drops, 'retryDropped'],
      [declines, 'retryNowait'],
      [givesUp, 'nopage'],
    ],
    resv_lock_interrupted: 'nopage',
    notify_again: 'nopage',
    notify_error: 'sigbus',
    fence_pending: [
      [drops, 'retryDropped'],
      [declines, 'retryNowait'],
    ],
    fence_wait_interrupted: 'nopage',
    fence_wait_error: 'sigbus',
    io_lock_interrupted: 'nopage',
    io_reserve_error: 'sigbus',
    populate_ok: 'oomOrSigbus',
    populate_interrupted: 'nopage',
    populate_error: 'oomOrSigbus',
    insert_ok: 'mapped',
    insert_sigbus: 'sigbus',
    insert_oom: 'oom',
  },
  retryDropped: {
    resv_trylock_ok: unlessDropped,
    fence_signaled: unlessDropped,
    return_retry: 'open',
  },
  retryNowait: { resv_trylock_ok: 'open', fence_signaled: 'open', return_retry: 'open' },
  nopage: { resv_trylock_ok: 'open', return_nopage: 'open' },
  sigbus: { return_sigbus: 'open' },
  oom: { return_oom: 'open' },
  oomOrSigbus: {
    insert_ok: 'mapped',
    insert_sigbus: 'sigbus',
    insert_oom: 'oom',
    return_oom: 'open',
    return_sigbus: 'open',
  },
  mapped: { return_nopage: 'open' },
});
