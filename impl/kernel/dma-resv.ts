import { type Coroutine, Operation } from '../../scheduler/operation.ts';
import { EALREADY, EDEADLK, EINTR } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { dma_resv, ww_acquire_ctx } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/**
 * The reservation of a buffer object: a ww_mutex, wait-die (domain.md §2.1).
 *
 * Without a context it is a plain mutex. With one, a younger locker of something that an older one
 * holds is told -EDEADLK instead of waiting, and locking twice gives -EALREADY.
 */

/** With this context the locker must back off rather than wait. */
function mustDie(resv: dma_resv, ctx: ww_acquire_ctx | null): boolean {
  const holder = resv.ctx;
  return ctx !== null && holder !== null && ctx.acquired > 0 && holder.stamp < ctx.stamp;
}

const contextAt = (kernel: Kernel, address: number): ww_acquire_ctx | null =>
  address === 0 ? null : ww_acquire_ctx.at(kernel, address);

function acquire(resv: dma_resv, task: number, ctx: ww_acquire_ctx | null): number {
  resv.owner = task + 1;
  resv.ctx = ctx;
  if (ctx) ctx.acquired += 1;
  return 0;
}

/** The answer without waiting, or undefined when the lock has to be waited for. */
function answer(resv: dma_resv, ctx: ww_acquire_ctx | null): number | undefined {
  if (resv.owner === 0) return 0;
  if (ctx && resv.ctx?.ptr === ctx.ptr) return -EALREADY;
  return mustDie(resv, ctx) ? -EDEADLK : undefined;
}

const TRYLOCK = primitive({
  name: 'dma_resv_trylock',
  reply: 'bool',
  perform(kernel, task, { object }) {
    const resv = dma_resv.at(kernel, object);
    if (resv.owner !== 0) return 0;
    acquire(resv, task, null);
    return 1;
  },
});

const LOCK_INTERRUPTIBLE = primitive({
  name: 'dma_resv_lock_interruptible',
  args: ['address'],
  reply: 'errno',
  enabled(kernel, task, { object, a }) {
    const resv = dma_resv.at(kernel, object);
    return kernel.signal(task) !== 0 || answer(resv, contextAt(kernel, a)) !== undefined;
  },
  perform(kernel, task, { object, a }) {
    const resv = dma_resv.at(kernel, object);
    const ctx = contextAt(kernel, a);
    const now = answer(resv, ctx);
    return now === 0 ? acquire(resv, task, ctx) : (now ?? -EINTR);
  },
});

const LOCK = primitive({
  name: 'dma_resv_lock',
  args: ['address'],
  reply: 'errno',
  enabled(kernel, _task, { object, a }) {
    return answer(dma_resv.at(kernel, object), contextAt(kernel, a)) !== undefined;
  },
  perform(kernel, task, { object, a }) {
    const resv = dma_resv.at(kernel, object);
    const ctx = contextAt(kernel, a);
    const now = answer(resv, ctx);
    return now === 0 ? acquire(resv, task, ctx) : now!;
  },
});

const UNLOCK = primitive({
  name: 'dma_resv_unlock',
  perform(kernel, _task, { object }) {
    const resv = dma_resv.at(kernel, object);
    const ctx = resv.ctx;
    if (ctx) ctx.acquired -= 1;
    resv.owner = 0;
    resv.ctx = null;
    return 0;
  },
});

/** 1 if the reservation was free and is now held; never sleeps, never recursive. */
export const dma_resv_trylock = (resv: dma_resv): Operation => new Operation(TRYLOCK, resv.ptr);

/** 0, -EINTR when a signal is pending while it has to wait, and with a context the ww errors. */
export const dma_resv_lock_interruptible = (
  resv: dma_resv,
  ctx: ww_acquire_ctx | null,
): Operation => new Operation(LOCK_INTERRUPTIBLE, resv.ptr, ctx?.ptr ?? 0);

/** 0 and with a context the ww errors; waits without regard to signals. */
export const dma_resv_lock = (resv: dma_resv, ctx: ww_acquire_ctx | null): Operation =>
  new Operation(LOCK, resv.ptr, ctx?.ptr ?? 0);

/** Gives the reservation back; by anybody else than its owner this is a bug. */
export const dma_resv_unlock = (resv: dma_resv): Operation => new Operation(UNLOCK, resv.ptr);

/** Locks after -EDEADLK, when everything else has been dropped. */
export function* dma_resv_lock_slow(resv: dma_resv, ctx: ww_acquire_ctx): Coroutine {
  return yield dma_resv_lock(resv, ctx);
}

/** Names of v5.3 and before. */
export {
  dma_resv_trylock as reservation_object_trylock,
  dma_resv_unlock as reservation_object_unlock,
};
