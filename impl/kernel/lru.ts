import type { Coroutine } from '../../scheduler/operation.ts';
import type { ttm_buffer_object } from './memory/structs.ts';
import { spin_lock, spin_unlock } from './spinlock.ts';
import { ttm_bo_move_to_lru_tail } from './ttm-bo.ts';

/** Moves an object to the tail of its LRU list; takes the LRU spinlock itself (v5.10). */
export function* ttm_bo_move_to_lru_tail_unlocked(bo: ttm_buffer_object): Coroutine {
  const { lru_lock } = bo.bdev!.glob!;
  yield spin_lock(lru_lock);
  yield ttm_bo_move_to_lru_tail(bo);
  return yield spin_unlock(lru_lock);
}
