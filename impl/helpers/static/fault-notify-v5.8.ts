import type { Coroutine } from '../../../scheduler/operation.ts';
import { dma_fence_get, dma_fence_put } from '../../kernel/dma-fence.ts';
import { EBUSY, ERESTARTSYS } from '../../kernel/errno.ts';
import { ttm_bo_move_to_lru_tail_unlocked } from '../../kernel/lru.ts';
import type { ttm_buffer_object } from '../../kernel/memory/structs.ts';
import { VM_FAULT_NOPAGE, VM_FAULT_SIGBUS } from '../../kernel/mm-flags.ts';
import { fault_reserve_notify } from '../../kernel/move.ts';

/**
 * The driver's hook as v5.10 calls it; 0 to go on (domain.md §1.5 step 3).
 *
 * Every path gives the fence back, since 37cc4b95d13f (v5.8).
 */
export function* notify_driver(bo: ttm_buffer_object): Coroutine {
  if (bo.bdev!.driver!.fault_reserve_notify) {
    const moving = bo.moving;
    yield dma_fence_get(moving);
    switch (yield fault_reserve_notify(bo)) {
      case 0:
        break;
      case -EBUSY:
      case -ERESTARTSYS:
        yield dma_fence_put(moving);
        return VM_FAULT_NOPAGE;
      default:
        yield dma_fence_put(moving);
        return VM_FAULT_SIGBUS;
    }

    if (bo.moving !== moving) yield* ttm_bo_move_to_lru_tail_unlocked(bo);
    yield dma_fence_put(moving);
  }

  return 0;
}
