import { region } from '../region.ts';

/** The reservation of the object. A try that fails changes nothing, for its holder neither. */
export const reservation = region('free', {
  free: {
    resv_trylock_ok: 'held',
    resv_trylock_fail: 'free',
    resv_lock_ok: 'held',
    resv_lock_interrupted: 'free',
  },
  held: {
    resv_trylock_fail: 'held',
    resv_unlock: 'free',
    notify_ok: 'held',
    notify_again: 'held',
    notify_error: 'held',
    lru_move: 'held',
  },
});
