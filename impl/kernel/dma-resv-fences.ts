import { Operation, type OperationKind } from '../../scheduler/operation.ts';
import { waitFails } from './dma-fence.ts';
import { ERESTARTSYS } from './errno.ts';
import type { Kernel } from './kernel.ts';
import type { dma_fence, dma_resv } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/**
 * The KERNEL fences of a reservation, where a move's fence stands from v5.19 on (domain.md §1.2).
 *
 * They are the `moving` fences of every object that uses the reservation, and nobody clears them.
 */

/** A move of an object that uses the reservation is under way. */
function isBusy(kernel: Kernel, resv: number): boolean {
  const pending = (fence: dma_fence | null): boolean => fence !== null && fence.signaled === 0;
  return kernel.objects().some(({ base, moving }) => base.resv!.ptr === resv && pending(moving));
}

const TEST = primitive({
  name: 'dma_resv_test_signaled',
  reply: 'bool',
  perform: (kernel, _task, { object }) => (isBusy(kernel, object) ? 0 : 1),
});

const WAIT: OperationKind = primitive({
  name: 'dma_resv_wait_timeout',
  args: ['bool'],
  reply: 'errno',
  failsAs: 'dma_fence_wait',
  failures: ['EINVAL', 'EDEADLK', 'ERESTARTSYS'],
  enabled(kernel, task, { object, a }) {
    if (!isBusy(kernel, object)) return true;
    if (a !== 0 && kernel.signal(task) !== 0) return true;
    return waitFails(kernel, WAIT, { task, intr: a }) !== 0;
  },
  perform(kernel, task, { object, a }) {
    const failure = waitFails(kernel, WAIT, { task, intr: a });
    kernel.failure(WAIT, task);
    if (failure !== 0) return failure;
    return isBusy(kernel, object) ? -ERESTARTSYS : 0;
  },
});

/** 1 once every move of an object with this reservation is done. */
export const dma_resv_test_signaled = (resv: dma_resv): Operation => new Operation(TEST, resv.ptr);
/**
 * 0 once every such move is done, -ERESTARTSYS when `intr` and a signal is pending, or a fence's
 * own error. The kernel's function gives the time that is left for 0.
 */
export const dma_resv_wait_timeout = (resv: dma_resv, intr: boolean): Operation =>
  new Operation(WAIT, resv.ptr, intr ? 1 : 0);
