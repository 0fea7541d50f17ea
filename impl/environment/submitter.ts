import type { Coroutine } from '../../scheduler/operation.ts';
import { dma_resv_lock, dma_resv_unlock } from '../kernel/dma-resv.ts';
import { EDEADLK } from '../kernel/errno.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { LAYOUT } from '../kernel/memory/layout.ts';
import { mm_struct, ttm_buffer_object, ww_acquire_ctx } from '../kernel/memory/structs.ts';
import { down_read, up_read } from '../kernel/mmap-lock.ts';
import { ttm_bo_get_unless_zero, ttm_bo_put } from '../kernel/ttm-bo.ts';
import { type Actor, target } from './actor.ts';

/**
 * Command submission: reserves one object or all of them under an acquire context, with back-off on
 * -EDEADLK, and copies from or to user memory (domain.md §4, "legacy copy").
 *
 * With lock order `mmap-last` the copy happens with the reservations held; with `mmap-first` it
 * happens before, as lockdep has demanded since b2a8116e2592.
 */
const submitter: Actor = {
  summary: 'Reserves objects and copies user memory, as the lock order of the profile allows.',
  aims: 'objects',
  variants: ['one', 'one-copies', 'all', 'all-copies'],
  *start(kernel, spec, task) {
    const copies = spec.variant.endsWith('copies');
    const late = kernel.profile.lockOrder === 'mmap-last';
    const first = target(spec, kernel.world.objects.length);
    const wanted = spec.variant.startsWith('all') ? [...kernel.world.objects.keys()] : [first];
    const objects: ttm_buffer_object[] = [];
    for (const index of wanted) {
      const bo = ttm_buffer_object.at(kernel, LAYOUT.objects[index]!);
      if (yield ttm_bo_get_unless_zero(bo)) objects.push(bo);
    }
    if (copies && !late) yield* copyUser(kernel);
    const resvs = yield* reserveAll(kernel, task, [...new Set(objects.map((bo) => bo.base.resv!))]);
    if (copies && late) yield* copyUser(kernel);
    for (const resv of resvs) yield dma_resv_unlock(resv);
    for (const bo of objects) yield ttm_bo_put(bo);
  },
};

type Reservation = NonNullable<ttm_buffer_object['base']['resv']>;

/** Locks all, starting again from the contended one when a deadlock has to be avoided. */
function* reserveAll(
  kernel: Kernel,
  task: number,
  resvs: readonly Reservation[],
): Coroutine<readonly Reservation[]> {
  const ctx = ww_acquire_ctx.at(kernel, LAYOUT.contexts[task]!);
  ctx.stamp = task + 1;
  let order = resvs;
  for (;;) {
    const held: Reservation[] = [];
    let contended: Reservation | undefined;
    for (const resv of order) {
      if ((yield dma_resv_lock(resv, ctx)) === -EDEADLK) {
        contended = resv;
        break;
      }
      held.push(resv);
    }
    if (!contended) return held;
    for (const resv of held) yield dma_resv_unlock(resv);
    const slow = contended;
    order = [slow, ...order.filter((resv) => resv !== slow)];
  }
}

/** A page of ordinary memory is touched, and faults. */
function* copyUser(kernel: Kernel): Coroutine<void> {
  const mm = mm_struct.at(kernel, LAYOUT.mm);
  yield down_read(mm);
  yield up_read(mm);
}

export default submitter;
