import { ttm_mem_io_evict, ttm_mem_io_lock, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
import { LAYOUT } from '../kernel/memory/layout.ts';
import { ttm_mem_type_manager } from '../kernel/memory/structs.ts';
import { MEMORY_TYPE_NAMES, type MemoryTypeName } from '../kernel/ttm-flags.ts';
import type { Actor } from './actor.ts';

/**
 * Somebody else needs bus address space: unmaps the object that reserved it longest ago, under the
 * io lock alone and without that object's reservation (domain.md §4, up to v5.9).
 */
const ioEvictor: Actor = {
  summary: 'Takes bus address space from the object that reserved it longest ago.',
  aims: 'objects',
  variants: [...MEMORY_TYPE_NAMES],
  *start(kernel, spec) {
    const type = MEMORY_TYPE_NAMES.indexOf(spec.variant as MemoryTypeName);
    const man = ttm_mem_type_manager.at(kernel, LAYOUT.managers[type]!);
    if (!kernel.profile.ioLock || man.io_reserve_fastpath !== 0) return;
    yield ttm_mem_io_lock(man, false);
    yield ttm_mem_io_evict(man);
    yield ttm_mem_io_unlock(man);
  },
};

export default ioEvictor;
