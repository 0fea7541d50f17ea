import { Operation, type OperationKind } from '../../scheduler/operation.ts';
import { endOfWait, WAIT_FAILURES, waitEnds } from './dma-fence.ts';
import type { Kernel } from './kernel.ts';
import type { dma_fence, dma_resv } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/**
 * The KERNEL fences of a reservation, where a move's fence stands from v5.19 on (domain.md §1.2).
 *
 * They are the `moving` fences of every object that uses the reservation, and nobody clears them.
 */

/** A move of an object that uses the reservation is under way. */
export function isBusy(kernel: Kernel, resv: number): boolean {
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
  args: ['bool', 'int'],
  reply: 'errno',
  failsAs: 'dma_fence_wait',
  failures: WAIT_FAILURES,
  enabled: (kernel, task, { object, a, b }) =>
    !isBusy(kernel, object) || waitEnds(kernel, WAIT, { task, intr: a, timeout: b }),
  perform(kernel, task, { object, a, b }) {
    const wait = { task, intr: a, timeout: b };
    return endOfWait(kernel, WAIT, wait, !isBusy(kernel, object));
  },
});

/** 1 once every move of an object with this reservation is done. */
export const dma_resv_test_signaled = (resv: dma_resv): Operation => new Operation(TEST, resv.ptr);
/**
 * The time that is left once every such move is done, 0 if time ran out before, -ERESTARTSYS when
 * `intr` and a signal is pending, or a fence's own error. No time at all is a question: 1 or 0.
 */
export const dma_resv_wait_timeout = (resv: dma_resv, intr: boolean, timeout: number): Operation =>
  timeout === 0
    ? dma_resv_test_signaled(resv)
    : new Operation(WAIT, resv.ptr, intr ? 1 : 0, timeout);
