import { dma_fence_wait } from '../kernel/dma-fence.ts';
import { dma_resv_trylock, dma_resv_unlock } from '../kernel/dma-resv.ts';
import { ttm_mem_io_lock, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
import { LAYOUT } from '../kernel/memory/layout.ts';
import { ttm_buffer_object } from '../kernel/memory/structs.ts';
import { ttm_bo_handle_move_mem } from '../kernel/move.ts';
import { spin_lock, spin_unlock } from '../kernel/spinlock.ts';
import { type Actor, target } from './actor.ts';

const MOVES = {
  'to-system': ['system', 'pipelined'],
  'to-tt': ['tt', 'pipelined'],
  'to-vram': ['vram', 'pipelined'],
  swapout: ['system', 'swapout'],
  gutting: ['system', 'gutting'],
} as const;

/**
 * Evicts an object: finds it under the LRU spinlock, tries its reservation, moves it under the io
 * lock of its old manager, and leaves a fence in `moving` (domain.md §4).
 */
const evictor: Actor = {
  summary: 'Moves an object elsewhere under its reservation, and zaps its mappings.',
  aims: 'objects',
  variants: Object.keys(MOVES),
  *start(kernel, spec) {
    const [type, kind] = MOVES[spec.variant as keyof typeof MOVES];
    const bo = ttm_buffer_object.at(
      kernel,
      LAYOUT.objects[target(spec, kernel.world.objects.length)]!,
    );
    const lru = bo.bdev!.glob!.lru_lock;
    yield spin_lock(lru);
    // An object that is being destroyed is no longer on the list.
    const live = kernel.objects().includes(bo) && bo.deleted === 0;
    const reserved = live && (yield dma_resv_trylock(bo.base.resv!)) !== 0;
    yield spin_unlock(lru);
    if (!reserved) return;

    const resv = bo.base.resv!;
    const man = bo.bdev!.man.at(bo.mem.mem_type);
    if (kind !== 'pipelined' && bo.moving) yield dma_fence_wait(bo.moving, false);
    if (kernel.profile.ioLock) yield ttm_mem_io_lock(man, false);
    yield ttm_bo_handle_move_mem(bo, type, kind);
    if (kernel.profile.ioLock) yield ttm_mem_io_unlock(man);
    yield dma_resv_unlock(resv);
  },
};

export default evictor;
