import { region } from '../region.ts';

/** The reservation of the object: LRU lists may be touched, and its fence be tested, only with it. */
export const reservation = region('free', {
  free: { resv_trylock_ok: 'held', resv_lock_ok: 'held' },
  held: { lru_move: 'held', fence_signaled: 'held', fence_pending: 'held', resv_unlock: 'free' },
});
