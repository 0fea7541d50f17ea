import { Operation } from '../../scheduler/operation.ts';
import { EAGAIN, EINVAL, ERESTARTSYS } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { LAYOUT } from './memory/layout.ts';
import { Oops } from './memory/memory.ts';
import { page, ttm_buffer_object, ttm_tt } from './memory/structs.ts';
import { systemPfn } from './pfn.ts';
import { primitive } from './primitive.ts';

/** The system pages behind an object (domain.md §2.6). */

/** Gives the object all its pages. */
export function populatePages(kernel: Kernel, bo: ttm_buffer_object, tt: ttm_tt): void {
  const object = LAYOUT.objects.indexOf(bo.ptr);
  for (let index = 0; index < bo.num_pages; index += 1) {
    const one = page.at(kernel, LAYOUT.pages[object]![index]!);
    one.pfn = systemPfn(object, bo.generation, index);
    tt.pages.put(index, one);
  }
  tt.populated = 1;
}

/** Takes the object's pages away, as swapping out does. */
export function unpopulatePages(bo: ttm_buffer_object): void {
  if (!bo.ttm) return;
  for (let index = 0; index < bo.num_pages; index += 1) bo.ttm.pages.put(index, null);
  bo.ttm.populated = 0;
}

const POPULATE = primitive({
  name: 'ttm_tt_populate',
  args: ['bool'],
  reply: 'errno',
  failures: ['ENOMEM', 'MISSING_PAGE', 'EIO', 'EAGAIN'],
  perform(kernel, task, { object, a: interruptible }) {
    if (object === 0) {
      if (kernel.profile.populateNull === 'EINVAL') return -EINVAL;
      throw new Oops('ttm_tt', object);
    }
    const tt = ttm_tt.at(kernel, object);
    const failure = kernel.failure(POPULATE, task);
    if (tt.populated !== 0) return 0;
    // Who cannot be interrupted is not sent away to come again (domain.md §2.6).
    if (failure < 0 && (failure !== -EAGAIN || interruptible !== 0)) return failure;
    // Memory is always short: that it was not is as if the signal had come right afterwards. Who
    // cannot be interrupted does not look, lest exploring have an order for that.
    if (interruptible !== 0 && kernel.signal(task) !== 0) return -ERESTARTSYS;
    const bo = ttm_buffer_object.at(kernel, LAYOUT.objects[LAYOUT.tts.indexOf(object)]!);
    populatePages(kernel, bo, tt);
    // A page that is missing all the same, which the helpers check for (domain.md §1.5 step 9).
    if (failure > 0) tt.pages.put(bo.num_pages - 1, null);
    return 0;
  },
});

/** How `ttm_tt_populate` may wait. */
export interface ttm_operation_ctx {
  readonly interruptible: boolean;
  readonly no_wait_gpu: boolean;
}

/**
 * 0 when all pages are there; -ERESTARTSYS when `ctx` may be interrupted, pages have to be had and a
 * signal is pending; else another negative errno. May sleep for long.
 */
export const ttm_tt_populate = (tt: ttm_tt | null, ctx: ttm_operation_ctx): Operation =>
  new Operation(POPULATE, tt?.ptr ?? 0, ctx.interruptible ? 1 : 0);
