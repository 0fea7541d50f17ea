import { Operation } from '../../scheduler/operation.ts';
import { EAGAIN, EINTR } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { IO_EVICTED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import {
  OBJECTS_MAX,
  ttm_buffer_object,
  ttm_mem_reg,
  ttm_mem_type_manager,
} from './memory/structs.ts';
import { PAGE_SHIFT } from './mm-flags.ts';
import { zap } from './page-table.ts';
import { APERTURE } from './pfn.ts';
import { primitive } from './primitive.ts';
import { TTM_PL_VRAM } from './ttm-flags.ts';

/**
 * Reserving the bus address range of a placement (domain.md §2.5).
 *
 * Up to v5.9 a manager has a lock and an LRU of reserved objects, both unused on the fast path;
 * from v5.10 on the driver's hook is simply called.
 */

const managerOf = (kernel: Kernel, bo: ttm_buffer_object): ttm_mem_type_manager =>
  ttm_mem_type_manager.at(kernel, LAYOUT.managers[bo.mem.mem_type]!);

/** What the driver's hook fills in; from v5.10 on the base is part of the offset. */
function setBus(kernel: Kernel, mem: ttm_mem_reg): void {
  const iomem = mem.mem_type === TTM_PL_VRAM;
  const base = iomem ? APERTURE << PAGE_SHIFT : 0;
  mem.bus.is_iomem = iomem ? 1 : 0;
  mem.bus.base = kernel.profile.ioLock ? base : 0;
  mem.bus.offset = (mem.start << PAGE_SHIFT) + (kernel.profile.ioLock ? 0 : base);
}

function lruRemove(man: ttm_mem_type_manager, address: number): void {
  const list = man.io_reserve_lru;
  let kept = 0;
  for (let index = 0; index < OBJECTS_MAX; index += 1) {
    const entry = list.at(index);
    if (entry === 0 || entry === address) continue;
    list.put(kept, entry);
    kept += 1;
  }
  for (; kept < OBJECTS_MAX; kept += 1) list.put(kept, 0);
}

function lruAppend(man: ttm_mem_type_manager, address: number): void {
  lruRemove(man, address);
  const list = man.io_reserve_lru;
  let end = 0;
  while (list.at(end) !== 0) end += 1;
  list.put(end, address);
}

/** Gives back what `ttm_mem_io_reserve_vm` took; harmless when nothing is reserved. */
export function freeIoMem(kernel: Kernel, bo: ttm_buffer_object): void {
  const { bus } = bo.mem;
  if (bus.io_reserved_vm === 0) return;
  bus.io_reserved_vm = 0;
  bus.io_reserved_count -= 1;
  lruRemove(managerOf(kernel, bo), bo.ptr);
}

/** Removes the oldest object from the LRU, with its mappings; false if there is none. */
function evictOldest(kernel: Kernel, man: ttm_mem_type_manager): boolean {
  const victim = man.io_reserve_lru.at(0);
  if (victim === 0) return false;
  zap(kernel, victim);
  kernel.trace.mark(IO_EVICTED, -1, victim);
  freeIoMem(kernel, ttm_buffer_object.at(kernel, victim));
  return true;
}

const LOCK = primitive({
  name: 'ttm_mem_io_lock',
  args: ['bool'],
  reply: 'errno',
  enabled(kernel, task, { object, a }) {
    const man = ttm_mem_type_manager.at(kernel, object);
    if (man.io_reserve_fastpath !== 0 || man.io_reserve_mutex.owner === 0) return true;
    return a !== 0 && kernel.signal(task) !== 0;
  },
  perform(kernel, task, { object }) {
    const man = ttm_mem_type_manager.at(kernel, object);
    if (man.io_reserve_fastpath !== 0) return 0;
    if (man.io_reserve_mutex.owner !== 0) return -EINTR;
    man.io_reserve_mutex.owner = task + 1;
    return 0;
  },
});

const UNLOCK = primitive({
  name: 'ttm_mem_io_unlock',
  perform(kernel, _task, { object }) {
    const man = ttm_mem_type_manager.at(kernel, object);
    if (man.io_reserve_fastpath === 0) man.io_reserve_mutex.owner = 0;
    return 0;
  },
});

const RESERVE_VM = primitive({
  name: 'ttm_mem_io_reserve_vm',
  failsAs: 'ttm_mem_io_reserve',
  reply: 'errno',
  failures: ['EINVAL', 'ENOMEM', 'EAGAIN'],
  perform(kernel, task, { object }) {
    const bo = ttm_buffer_object.at(kernel, object);
    const { bus } = bo.mem;
    if (bus.io_reserved_vm !== 0) return 0;
    const man = managerOf(kernel, bo);
    const counted = kernel.world.defects.includes('B9') && man.io_reserve_fastpath === 0;
    if (!(counted && bus.io_reserved_count > 0)) {
      const lru = man.use_io_reserve_lru !== 0;
      let failure: number;
      // The hook is asked again as long as there is something to evict.
      do failure = kernel.failure(RESERVE_VM, task);
      while (failure === -EAGAIN && lru && evictOldest(kernel, man));
      if (failure !== 0) {
        if (counted) bus.io_reserved_count += 1;
        return failure;
      }
      setBus(kernel, bo.mem);
    }
    bus.io_reserved_count += 1;
    bus.io_reserved_vm = 1;
    if (man.use_io_reserve_lru !== 0) lruAppend(man, bo.ptr);
    return 0;
  },
});

const RESERVE = primitive({
  name: 'ttm_mem_io_reserve',
  args: ['address'],
  reply: 'errno',
  failures: ['EINVAL', 'ENOMEM', 'EAGAIN'],
  perform(kernel, task, { a }) {
    const mem = ttm_mem_reg.at(kernel, a);
    if (mem.bus.offset !== 0) return 0;
    const failure = kernel.failure(RESERVE, task);
    if (failure === 0) setBus(kernel, mem);
    return failure;
  },
});

const FREE_VM = primitive({
  name: 'ttm_mem_io_free_vm',
  perform(kernel, _task, { object }) {
    freeIoMem(kernel, ttm_buffer_object.at(kernel, object));
    return 0;
  },
});

const EVICT_OLDEST = primitive({
  name: 'ttm_mem_io_evict',
  reply: 'errno',
  perform: (kernel, _task, { object }) =>
    evictOldest(kernel, ttm_mem_type_manager.at(kernel, object)) ? 0 : -EAGAIN,
});

/** 0, or -EINTR if interruptible; takes no lock on the fast path. */
export const ttm_mem_io_lock = (man: ttm_mem_type_manager, interruptible: boolean): Operation =>
  new Operation(LOCK, man.ptr, interruptible ? 1 : 0);
export const ttm_mem_io_unlock = (man: ttm_mem_type_manager): Operation =>
  new Operation(UNLOCK, man.ptr);
/** 0, -EAGAIN with nothing left to evict, or the error of the driver's hook. */
export const ttm_mem_io_reserve_vm = (bo: ttm_buffer_object): Operation =>
  new Operation(RESERVE_VM, bo.ptr);
export const ttm_mem_io_free_vm = (bo: ttm_buffer_object): Operation =>
  new Operation(FREE_VM, bo.ptr);
/** v5.10 and later: 0 when it is set up already, or what the driver's hook says. */
export const ttm_mem_io_reserve = (device: { ptr: number }, mem: ttm_mem_reg): Operation =>
  new Operation(RESERVE, device.ptr, mem.ptr);
/** What `ttm_mem_io_evict` does under the io lock: unmaps the object reserved longest ago. */
export const ttm_mem_io_evict = (man: ttm_mem_type_manager): Operation =>
  new Operation(EVICT_OLDEST, man.ptr);
