import { type Coroutine, Operation } from '../../../scheduler/operation.ts';
import {
  dma_fence_get,
  dma_fence_is_signaled,
  dma_fence_put,
  dma_fence_wait,
  dma_fence_wait_timeout,
} from '../../kernel/dma-fence.ts';
import {
  dma_resv_lock,
  dma_resv_lock_interruptible,
  dma_resv_trylock,
  dma_resv_unlock,
} from '../../kernel/dma-resv.ts';
import { dma_resv_test_signaled, dma_resv_wait_timeout } from '../../kernel/dma-resv-fences.ts';
import {
  __free_page,
  alloc_page,
  drm_dev_enter,
  drm_dev_exit,
  drmm_add_action,
} from '../../kernel/drm-device.ts';
import {
  ttm_mem_io_free_vm,
  ttm_mem_io_lock,
  ttm_mem_io_reserve,
  ttm_mem_io_reserve_vm,
  ttm_mem_io_unlock,
} from '../../kernel/io-mem.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { ttm_bo_move_to_lru_tail_unlocked } from '../../kernel/lru.ts';
import type { Struct, View } from '../../kernel/memory/fields.ts';
import { LAYOUT, NULL_END } from '../../kernel/memory/layout.ts';
import { Oops } from '../../kernel/memory/memory.ts';
import * as structs from '../../kernel/memory/structs.ts';
import { down_read, up_read } from '../../kernel/mmap-lock.ts';
import { fault_reserve_notify } from '../../kernel/move.ts';
import {
  vmf_insert_mixed,
  vmf_insert_mixed_prot,
  vmf_insert_pfn,
  vmf_insert_pfn_prot,
} from '../../kernel/page-table.ts';
import { copy_user, pairName, resource_give, resource_take } from '../../kernel/resource.ts';
import { signal_pending } from '../../kernel/signal.ts';
import { spin_lock, spin_unlock } from '../../kernel/spinlock.ts';
import {
  ttm_bo_get,
  ttm_bo_move_to_lru_tail,
  ttm_bo_put,
  ttm_bo_wait_unreserved,
} from '../../kernel/ttm-bo.ts';
import { ttm_tt_populate } from '../../kernel/ttm-tt.ts';
import { vmaOfStack } from './stack-vma.ts';

/** What C asks for: one operation, or a function of the kernel that consists of several. */
export type Asked = Operation | Coroutine;

/** A primitive as C calls it: with up to four integers. */
export type Import = (kernel: Kernel, a: number, b: number, c: number, d: number) => Asked;

/** The struct that an argument points to; whoever follows NULL crashes. */
function at<S extends Struct>(type: S, kernel: Kernel, address: number): View<S> {
  if (address >>> 0 < NULL_END) throw new Oops(type.name, address);
  return type.at(kernel, address) as View<S>;
}

const orNull = <S extends Struct>(type: S, kernel: Kernel, address: number): View<S> | null =>
  address === 0 ? null : at(type, kernel, address);

/** The key of what there is only one of, such as RCU. */
const WHOLE = 1;

const { dma_fence, dma_resv, ttm_buffer_object: bo, ttm_mem_type_manager: man } = structs;

/**
 * Every primitive that a subject in C can call, by the name under which the shim imports it: the
 * same operations of the same kernel that a subject in TypeScript yields.
 */
export const IMPORTS: Readonly<Record<string, Import>> = {
  up_read: (kernel, mm) => up_read(at(structs.mm_struct, kernel, mm)),
  vmf_insert_mixed: (kernel, vma, address, pfn) =>
    vmf_insert_mixed(vmaOfStack(kernel, vma), address, pfn),
  vmf_insert_pfn: (kernel, vma, address, pfn) =>
    vmf_insert_pfn(vmaOfStack(kernel, vma), address, pfn),
  vmf_insert_mixed_prot: (kernel, vma, address, pfn, prot) =>
    vmf_insert_mixed_prot(vmaOfStack(kernel, vma), address, pfn, prot),
  vmf_insert_pfn_prot: (kernel, vma, address, pfn, prot) =>
    vmf_insert_pfn_prot(vmaOfStack(kernel, vma), address, pfn, prot),

  dma_resv_trylock: (kernel, resv) => dma_resv_trylock(at(dma_resv, kernel, resv)),
  dma_resv_lock: (kernel, resv, ctx) =>
    dma_resv_lock(at(dma_resv, kernel, resv), orNull(structs.ww_acquire_ctx, kernel, ctx)),
  dma_resv_lock_interruptible: (kernel, resv, ctx) =>
    dma_resv_lock_interruptible(
      at(dma_resv, kernel, resv),
      orNull(structs.ww_acquire_ctx, kernel, ctx),
    ),
  dma_resv_unlock: (kernel, resv) => dma_resv_unlock(at(dma_resv, kernel, resv)),
  dma_resv_test_signaled: (kernel, resv) => dma_resv_test_signaled(at(dma_resv, kernel, resv)),
  dma_resv_wait_timeout: (kernel, resv, _usage, intr, timeout) =>
    dma_resv_wait_timeout(at(dma_resv, kernel, resv), intr !== 0, timeout),

  dma_fence_get: (kernel, fence) => dma_fence_get(orNull(dma_fence, kernel, fence)),
  dma_fence_put: (kernel, fence) => dma_fence_put(orNull(dma_fence, kernel, fence)),
  dma_fence_is_signaled: (kernel, fence) => dma_fence_is_signaled(at(dma_fence, kernel, fence)),
  dma_fence_wait: (kernel, fence, intr) => dma_fence_wait(at(dma_fence, kernel, fence), intr !== 0),
  dma_fence_wait_timeout: (kernel, fence, intr, timeout) =>
    dma_fence_wait_timeout(at(dma_fence, kernel, fence), intr !== 0, timeout),

  resource_take: (kernel, key, pair, how) => {
    if (key === LAYOUT.glob) return spin_lock(at(structs.spinlock_t, kernel, key));
    if (key === LAYOUT.mm) return down_read(at(structs.mm_struct, kernel, key));
    if (key >>> 0 < NULL_END && key !== WHOLE) throw new Oops(pairName(pair), key);
    return resource_take(key, pair, how);
  },
  resource_give: (kernel, key, pair) => {
    if (key === LAYOUT.glob) return spin_unlock(at(structs.spinlock_t, kernel, key));
    if (key === LAYOUT.mm) return up_read(at(structs.mm_struct, kernel, key));
    return resource_give(key, pair);
  },
  copy_user: () => copy_user(),
  signal_pending: () => signal_pending(),
  mmap_read_lock: (kernel, mm) => down_read(at(structs.mm_struct, kernel, mm)),

  ttm_bo_get: (kernel, object) => ttm_bo_get(at(bo, kernel, object)),
  ttm_bo_put: (kernel, object) => ttm_bo_put(at(bo, kernel, object)),
  ttm_bo_wait_unreserved: (kernel, object) => ttm_bo_wait_unreserved(at(bo, kernel, object)),
  ttm_bo_move_to_lru_tail: (kernel, object) => ttm_bo_move_to_lru_tail(at(bo, kernel, object)),
  ttm_bo_move_to_lru_tail_unlocked: (kernel, object) =>
    ttm_bo_move_to_lru_tail_unlocked(at(bo, kernel, object)),

  ttm_mem_io_lock: (kernel, manager, intr) => ttm_mem_io_lock(at(man, kernel, manager), intr !== 0),
  ttm_mem_io_unlock: (kernel, manager) => ttm_mem_io_unlock(at(man, kernel, manager)),
  ttm_mem_io_reserve_vm: (kernel, object) => ttm_mem_io_reserve_vm(at(bo, kernel, object)),
  ttm_mem_io_free_vm: (kernel, object) => ttm_mem_io_free_vm(at(bo, kernel, object)),
  ttm_mem_io_reserve: (kernel, device, mem) =>
    ttm_mem_io_reserve(
      at(structs.ttm_bo_device, kernel, device),
      at(structs.ttm_mem_reg, kernel, mem),
    ),
  ttm_tt_populate: (kernel, tt, interruptible) =>
    ttm_tt_populate(orNull(structs.ttm_tt, kernel, tt), {
      interruptible: interruptible !== 0,
      no_wait_gpu: false,
    }),
  fault_reserve_notify: (kernel, object) => fault_reserve_notify(at(bo, kernel, object)),

  alloc_page: (_kernel, flags) => alloc_page(flags),
  __free_page: (kernel, page) => __free_page(at(structs.page, kernel, page)),
  drmm_add_action: (kernel, device) => drmm_add_action(at(structs.ttm_bo_device, kernel, device)),
  drm_dev_enter: (kernel, device) => drm_dev_enter(at(structs.ttm_bo_device, kernel, device)),
  drm_dev_exit: (kernel) => drm_dev_exit(structs.ttm_bo_device.at(kernel, LAYOUT.device)),
};

/** Whether C asked for one operation or for a function of several. */
export const isOne = (asked: Asked): asked is Operation => asked instanceof Operation;
