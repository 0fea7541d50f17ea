import type { Coroutine } from '../../../scheduler/operation.ts';
import { dma_fence_get, dma_fence_put } from '../../kernel/dma-fence.ts';
import { EBUSY, ERESTARTSYS } from '../../kernel/errno.ts';
import type { ttm_buffer_object } from '../../kernel/memory/structs.ts';
import { VM_FAULT_NOPAGE, VM_FAULT_SIGBUS } from '../../kernel/mm-flags.ts';
import { fault_reserve_notify } from '../../kernel/move.ts';
import { spin_lock, spin_unlock } from '../../kernel/spinlock.ts';
import { ttm_bo_move_to_lru_tail } from '../../kernel/ttm-bo.ts';

/**
 * The driver's hook as v5.3 to v5.7 call it; 0 to go on (domain.md §1.5 step 3).
 *
 * In the C this block stands in the fault function itself. Both error returns leak the reference to
 * the fence: domain.md §6 B2, mended in v5.8.
 */
export function* notify_driver(bo: ttm_buffer_object): Coroutine {
  const bdev = bo.bdev!;

  if (bdev.driver!.fault_reserve_notify) {
    const moving = bo.moving;
    yield dma_fence_get(moving);
    switch (yield fault_reserve_notify(bo)) {
      case 0:
        break;
      case -EBUSY:
      case -ERESTARTSYS:
        return VM_FAULT_NOPAGE;
      default:
        return VM_FAULT_SIGBUS;
    }

    if (bo.moving !== moving) {
      yield spin_lock(bdev.glob!.lru_lock);
      yield ttm_bo_move_to_lru_tail(bo);
      yield spin_unlock(bdev.glob!.lru_lock);
    }
    yield dma_fence_put(moving);
  }

  return 0;
}
