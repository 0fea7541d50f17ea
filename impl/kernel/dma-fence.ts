import { Operation, type OperationKind } from '../../scheduler/operation.ts';
import { EINVAL, ERESTARTSYS } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { FENCE_SIGNALED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { dma_fence } from './memory/structs.ts';
import { primitive } from './primitive.ts';
import { timerOf } from './time.ts';

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

/** How a wait for fences can fail: by the driver's own wait, or since it was interrupted. */
export const WAIT_FAILURES = ['EINVAL', 'EDEADLK', 'ERESTARTSYS'] as const;

const WAIT: OperationKind = primitive({
  name: 'dma_fence_wait',
  args: ['bool'],
  reply: 'errno',
  failures: WAIT_FAILURES,
  enabled: (kernel, task, { object, a }) =>
    isSignaled(kernel, object) || waitEnds(kernel, WAIT, { task, intr: a, timeout: UNBOUNDED }),
  perform(kernel, task, { object, a }) {
    const wait = { task, intr: a, timeout: UNBOUNDED };
    return Math.min(0, endOfWait(kernel, WAIT, wait, isSignaled(kernel, object)));
  },
});

const WAIT_TIMEOUT: OperationKind = primitive({
  name: 'dma_fence_wait_timeout',
  args: ['bool', 'int'],
  reply: 'errno',
  failsAs: 'dma_fence_wait',
  failures: WAIT_FAILURES,
  enabled: (kernel, task, { object, a, b }) =>
    isSignaled(kernel, object) || waitEnds(kernel, WAIT_TIMEOUT, { task, intr: a, timeout: b }),
  perform(kernel, task, { object, a, b }) {
    const wait = { task, intr: a, timeout: b };
    return endOfWait(kernel, WAIT_TIMEOUT, wait, isSignaled(kernel, object));
  },
});

const isSignaled = (kernel: Kernel, fence: number): boolean =>
  dma_fence.at(kernel, fence).signaled !== 0;

/** A wait of a task for something that is not there yet. */
export interface Wait {
  readonly task: number;
  /** It can be interrupted. */
  readonly intr: number;
  /** In jiffies, `UNBOUNDED` for any time. */
  readonly timeout: number;
}

/** `MAX_SCHEDULE_TIMEOUT`: a wait that time never ends. */
export const UNBOUNDED = 0x7fffffff;

/** How a wait of this kind is going to fail; nothing interrupts one that ignores signals. */
function failureOf(kernel: Kernel, kind: OperationKind, { task, intr }: Wait): number {
  const failure = kernel.failureAhead(kind, task);
  return failure === -ERESTARTSYS && intr === 0 ? 0 : failure;
}

const isTimeOver = (kernel: Kernel, { task, timeout }: Wait): boolean =>
  timeout !== UNBOUNDED && (timeout < 0 || kernel.see(timerOf(task)) !== 0);

/** Something else than what it waits for ends this wait: a failure, a signal, the time. */
export const waitEnds = (kernel: Kernel, kind: OperationKind, wait: Wait): boolean =>
  failureOf(kernel, kind, wait) !== 0 ||
  (wait.intr !== 0 && kernel.signal(wait.task) !== 0) ||
  isTimeOver(kernel, wait);

/**
 * The answer of a wait: the time that is left, 0 as it ran out, or a negative errno.
 *
 * Only a wait that really waits can fail: `dma_fence_default_wait` looks at the fence first.
 */
export function endOfWait(
  kernel: Kernel,
  kind: OperationKind,
  wait: Wait,
  signaled: boolean,
): number {
  const failure = failureOf(kernel, kind, wait);
  // Every wait counts as a call, also one that has nothing to wait for.
  kernel.failure(kind, wait.task);
  if (signaled) return wait.timeout;
  if (failure !== 0) return failure;
  if (wait.timeout < 0) return -EINVAL;
  if (!isTimeOver(kernel, wait)) return -ERESTARTSYS;
  kernel.change(timerOf(wait.task), 0);
  return 0;
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
/**
 * The time that is left once the fence is signaled, 0 if time ran out before, or what
 * `dma_fence_wait` fails with. No time at all is a question: 1 or 0, and nobody waits.
 */
export const dma_fence_wait_timeout = (
  fence: dma_fence | null,
  intr: boolean,
  timeout: number,
): Operation =>
  timeout === 0
    ? dma_fence_is_signaled(fence)
    : new Operation(WAIT_TIMEOUT, fence!.ptr, intr ? 1 : 0, timeout);
/** The GPU has done its oldest work: signals that fence and drops the GPU's own reference. */
export const dma_fence_signal = (): Operation => new Operation(SIGNAL, LAYOUT.device);
