import { Operation, type OperationKind } from '../../scheduler/operation.ts';
import { ERESTARTSYS } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { FENCE_SIGNALED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { dma_fence } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/** Fences: reference counted, monotone from unsignaled to signaled (domain.md §2.3). */

/** Drops a reference; the last one frees the fence. */
export function putFence(kernel: Kernel, fence: dma_fence): void {
  fence.refcount -= 1;
  if (fence.refcount === 0) kernel.free(dma_fence, fence.ptr);
}

const GET = primitive({
  name: 'dma_fence_get',
  perform(kernel, _task, { object }) {
    if (object !== 0) kernel.add(object + dma_fence.offsets.refcount, 1);
    return object;
  },
  reply: 'address',
});

const PUT = primitive({
  name: 'dma_fence_put',
  perform(kernel, _task, { object }) {
    if (object !== 0) putFence(kernel, dma_fence.at(kernel, object));
    return 0;
  },
});

const IS_SIGNALED = primitive({
  name: 'dma_fence_is_signaled',
  reply: 'bool',
  perform: (kernel, _task, { object }) => (dma_fence.at(kernel, object).signaled !== 0 ? 1 : 0),
});

const WAIT: OperationKind = primitive({
  name: 'dma_fence_wait',
  args: ['bool'],
  reply: 'errno',
  failures: ['EINVAL', 'EDEADLK', 'ERESTARTSYS'],
  enabled(kernel, task, { object, a }) {
    if (dma_fence.at(kernel, object).signaled !== 0) return true;
    return (
      (a !== 0 && kernel.signal(task) !== 0) || waitFails(kernel, WAIT, { task, intr: a }) !== 0
    );
  },
  perform(kernel, task, { object, a }) {
    const failure = waitFails(kernel, WAIT, { task, intr: a });
    kernel.failure(WAIT, task);
    if (failure !== 0) return failure;
    return dma_fence.at(kernel, object).signaled !== 0 ? 0 : -ERESTARTSYS;
  },
});

/** How a wait of this kind is going to fail; nothing interrupts one that ignores signals. */
export function waitFails(
  kernel: Kernel,
  kind: OperationKind,
  { task, intr }: { task: number; intr: number },
): number {
  const failure = kernel.failureAhead(kind, task);
  return failure === -ERESTARTSYS && intr === 0 ? 0 : failure;
}

/** The fence that the GPU has to signal next: work is done in the order in which it was given. */
function oldestEmitted(kernel: Kernel): dma_fence | undefined {
  const emitted = kernel.see(LAYOUT.fenceNext);
  for (let index = 0; index < emitted; index += 1) {
    const fence = dma_fence.at(kernel, LAYOUT.fences[index]!);
    if (fence.emitted === 1) return fence;
  }
  return undefined;
}

/** Signals a fence and drops the GPU's own reference. */
export function signalFence(kernel: Kernel, fence: dma_fence): void {
  fence.signaled = 1;
  fence.emitted = 0;
  kernel.add(LAYOUT.fencesEmitted, -1);
  putFence(kernel, fence);
}

const SIGNAL = primitive({
  name: 'dma_fence_signal',
  reply: 'address',
  enabled: (kernel) => kernel.see(LAYOUT.fencesEmitted) > 0 && oldestEmitted(kernel) !== undefined,
  perform(kernel, task) {
    const fence = oldestEmitted(kernel)!;
    kernel.trace.mark(FENCE_SIGNALED, task, fence.ptr);
    signalFence(kernel, fence);
    return fence.ptr;
  },
});

/** Takes a reference; NULL stays NULL. */
export const dma_fence_get = (fence: dma_fence | null): Operation =>
  new Operation(GET, fence?.ptr ?? 0);
/** Drops a reference; NULL is allowed. */
export const dma_fence_put = (fence: dma_fence | null): Operation =>
  new Operation(PUT, fence?.ptr ?? 0);
/** 1 once the fence is signaled; NULL is not allowed. */
export const dma_fence_is_signaled = (fence: dma_fence | null): Operation =>
  new Operation(IS_SIGNALED, fence!.ptr);
/** 0, or -ERESTARTSYS when `intr` and a signal is pending, or an error of the driver's own wait. */
export const dma_fence_wait = (fence: dma_fence | null, intr: boolean): Operation =>
  new Operation(WAIT, fence!.ptr, intr ? 1 : 0);
/** The GPU has done its oldest work: signals that fence and drops the GPU's own reference. */
export const dma_fence_signal = (): Operation => new Operation(SIGNAL, LAYOUT.device);
