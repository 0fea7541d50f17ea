import { Operation } from '../../scheduler/operation.ts';
import { CACHING_FLAGS, cachingAfterMove } from './caching.ts';
import { putFence } from './dma-fence.ts';
import { freeIoMem } from './io-mem.ts';
import type { Kernel } from './kernel.ts';
import { MOVED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { ttm_buffer_object, ttm_tt } from './memory/structs.ts';
import { zap } from './page-table.ts';
import { startOf } from './pfn.ts';
import { primitive } from './primitive.ts';
import { MEMORY_TYPE_NAMES, TTM_PL_TT, TTM_PL_VRAM } from './ttm-flags.ts';
import { populatePages, unpopulatePages } from './ttm-tt.ts';

/**
 * Giving an object another placement, with its reservation held (domain.md §4).
 *
 * A pipelined move leaves a fence in `moving`: the data is in transit until the GPU signals it.
 */

/** How a move ends: copied by the GPU, swapped out, or gutted (contents dropped, no pages). */
export type MoveKind = 'pipelined' | 'swapout' | 'gutting';

/** Moves now: unmaps, gives back io memory, sets the new placement, its caching and `moving`. */
export function move(kernel: Kernel, bo: ttm_buffer_object, type: number, kind: MoveKind): void {
  const object = LAYOUT.objects.indexOf(bo.ptr);
  zap(kernel, bo.ptr);
  freeIoMem(kernel, bo);
  bo.generation += 1;
  bo.mem.mem_type = type;
  const { caching } = kernel.world.objects[object]!;
  bo.mem.placement = CACHING_FLAGS[cachingAfterMove(type, caching)];
  bo.mem.start = startOf(object, bo.generation);
  bo.mem.bus.base = 0;
  bo.mem.bus.offset = 0;
  bo.mem.bus.is_iomem = 0;
  bo.mem.bus.io_reserved_count = 0;
  unpopulatePages(bo);
  if (kind === 'gutting') bo.ttm = null;
  // A move creates the table that the new placement needs, where there is none.
  else if (!bo.ttm && type !== TTM_PL_VRAM) bo.ttm = ttm_tt.at(kernel, LAYOUT.tts[object]!);
  if (type === TTM_PL_TT && bo.ttm) populatePages(kernel, bo, bo.ttm);
  if (bo.moving) putFence(kernel, bo.moving);
  bo.moving = kind === 'pipelined' ? kernel.emitFence() : null;
  kernel.trace.mark(MOVED, -1, bo.ptr, type, bo.generation, bo.moving?.ptr ?? 0);
}

const VALIDATE = primitive({
  name: 'ttm_bo_handle_move_mem',
  args: ['int', 'int'],
  perform(kernel, _task, { object, a: type, b: kind }) {
    move(kernel, ttm_buffer_object.at(kernel, object), type, MOVE_KINDS[kind]!);
    return 0;
  },
});
const MOVE_KINDS: readonly MoveKind[] = ['pipelined', 'swapout', 'gutting'];

const NOTIFY = primitive({
  name: 'fault_reserve_notify',
  reply: 'errno',
  failures: ['EINVAL', 'ENOMEM', 'EBUSY', 'ERESTARTSYS'],
  perform(kernel, task, { object }) {
    const failure = kernel.failure(NOTIFY, task);
    if (failure !== 0) return failure;
    const bo = ttm_buffer_object.at(kernel, object);
    const { notify } = kernel.world.driver;
    const wanted = notify === 'to-vram' ? TTM_PL_VRAM : TTM_PL_TT;
    if (notify !== 'keeps' && bo.mem.mem_type !== wanted) move(kernel, bo, wanted, 'pipelined');
    return 0;
  },
});

/** Moves the object; the caller holds its reservation. */
export const ttm_bo_handle_move_mem = (
  bo: ttm_buffer_object,
  type: (typeof MEMORY_TYPE_NAMES)[number],
  kind: MoveKind,
): Operation =>
  new Operation(VALIDATE, bo.ptr, MEMORY_TYPE_NAMES.indexOf(type), MOVE_KINDS.indexOf(kind));

/** The driver's hook before a fault, up to v5.10: 0, or an errno; may move the object. */
export const fault_reserve_notify = (bo: ttm_buffer_object): Operation =>
  new Operation(NOTIFY, bo.ptr);
