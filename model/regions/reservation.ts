import { region } from '../region.ts';

/** The reservation of the object: with it only, LRU lists are touched and the fence is tested. */
export const reservation = region('free', {
  free: { resv_trylock_ok: 'held', resv_lock_ok: 'held' },
  held: { lru_move: 'held', fence_signaled: 'held', fence_pending: 'held', resv_unlock: 'free' },
});
