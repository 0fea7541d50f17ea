import type { Coroutine } from '../../../scheduler/operation.ts';
import { dma_fence_is_signaled, dma_fence_put, dma_fence_wait } from '../../kernel/dma-fence.ts';
import { dma_resv_unlock } from '../../kernel/dma-resv.ts';
import { ERESTARTSYS } from '../../kernel/errno.ts';
import type { ttm_buffer_object, vm_fault } from '../../kernel/memory/structs.ts';
import {
  FAULT_FLAG_RETRY_NOWAIT,
  VM_FAULT_NOPAGE,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../kernel/mm-flags.ts';
import { up_read } from '../../kernel/mmap-lock.ts';
import { ttm_bo_get, ttm_bo_put } from '../../kernel/ttm-bo.ts';

/** `vm_fault_t ttm_bo_vm_fault_idle(struct ttm_buffer_object *bo, struct vm_fault *vmf)` */
export type FaultIdle = (bo: ttm_buffer_object, vmf: vm_fault) => Coroutine;

/**
 * `ttm_bo_vm_fault_idle` of v5.3 to v5.18: waits for a pipelined move (domain.md §1.2).
 *
 * `may_retry` is the test of the flags, the only line that a version (v5.7) has changed.
 */
export const vm_fault_idle = (may_retry: (flags: number) => boolean): FaultIdle =>
  function* ttm_bo_vm_fault_idle(bo, vmf) {
    if (!bo.moving) return 0;

    if (!(yield dma_fence_is_signaled(bo.moving))) {
      if (may_retry(vmf.flags)) {
        if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) return VM_FAULT_RETRY;

        yield ttm_bo_get(bo);
        yield up_read(vmf.vma!.vm_mm!);
        yield dma_fence_wait(bo.moving, true);
        yield dma_resv_unlock(bo.base.resv!);
        yield ttm_bo_put(bo);
        return VM_FAULT_RETRY;
      }

      const err = yield dma_fence_wait(bo.moving, true);
      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
    }

    yield dma_fence_put(bo.moving);
    bo.moving = null;
    return 0;
  };
