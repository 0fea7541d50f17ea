/**
 * The helpers of v5.10, drivers/gpu/drm/ttm/ttm_bo_vm.c. Functions: ttm_bo_vm_fault_idle,
 * ttm_bo_io_mem_pfn, ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved, ttm_bo_vm_fault.
 * domain.md §1.2 to §1.7.
 *
 * Against v5.7: no io lock, so early returns; the bus base is part of the offset; the fence is
 * given
 * back when the hook fails (37cc4b95d13f, v5.8). The rule for failed insertions is inverted and no
 * insertion at all gives 0: §6 B5.
 */
import type { Coroutine } from '../../scheduler/operation.ts';
import { dma_fence_get, dma_fence_put } from '../kernel/dma-fence.ts';
import {
  dma_resv_lock_interruptible,
  dma_resv_trylock,
  dma_resv_unlock,
} from '../kernel/dma-resv.ts';
import { EBUSY, ERESTARTSYS } from '../kernel/errno.ts';
import { fault_flag_allow_retry_first } from '../kernel/fault-flags.ts';
import { ttm_mem_io_reserve } from '../kernel/io-mem.ts';
import { ttm_bo_move_to_lru_tail_unlocked } from '../kernel/lru.ts';
import type { ttm_buffer_object, vm_fault } from '../kernel/memory/structs.ts';
import {
  FAULT_FLAG_RETRY_NOWAIT,
  PAGE_SHIFT,
  PAGE_SIZE,
  VM_FAULT_ERROR,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
  VM_MIXEDMAP,
} from '../kernel/mm-flags.ts';
import { up_read } from '../kernel/mmap-lock.ts';
import { fault_reserve_notify } from '../kernel/move.ts';
import { vmf_insert_mixed_prot, vmf_insert_pfn_prot } from '../kernel/page-table.ts';
import { io_mem_pfn } from '../kernel/pfn.ts';
import type { Profile } from '../kernel/profile.ts';
import { pgprot_decrypted, ttm_io_prot } from '../kernel/protection.ts';
import { ttm_bo_get, ttm_bo_put } from '../kernel/ttm-bo.ts';
import { TTM_BO_VM_NUM_PREFAULT, TTM_PAGE_FLAG_SG } from '../kernel/ttm-flags.ts';
import { exportReserve, exportReserved } from '../kernel/ttm-helper.ts';
import { ttm_tt_populate } from '../kernel/ttm-tt.ts';
import { vm_fault_idle } from './static/fault-idle.ts';

export const profile: Profile = {
  retry: 'many',
  lockOrder: 'mmap-first',
  ioLock: false,
  populateNull: 'EINVAL',
};

const ttm_bo_vm_fault_idle = vm_fault_idle(fault_flag_allow_retry_first);

function ttm_bo_io_mem_pfn(bo: ttm_buffer_object, page_offset: number): number {
  if (bo.bdev!.driver!.io_mem_pfn) return io_mem_pfn(bo, page_offset);

  return (bo.mem.bus.offset >>> PAGE_SHIFT) + page_offset;
}

export const ttm_bo_vm_reserve = exportReserve(function* (bo, vmf) {
  if (!(yield dma_resv_trylock(bo.base.resv!))) {
    if (fault_flag_allow_retry_first(vmf.flags)) {
      if (!(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) {
        yield ttm_bo_get(bo);
        yield up_read(vmf.vma!.vm_mm!);
        if (!(yield dma_resv_lock_interruptible(bo.base.resv!, null))) {
          yield dma_resv_unlock(bo.base.resv!);
        }
        yield ttm_bo_put(bo);
      }

      return VM_FAULT_RETRY;
    }

    if (yield dma_resv_lock_interruptible(bo.base.resv!, null)) return VM_FAULT_NOPAGE;
  }

  return 0;
});

export const ttm_bo_vm_fault_reserved = exportReserved(function* (vmf, prot, num_prefault) {
  const vma = vmf.vma!;
  const bo = vma.vm_private_data!;
  const bdev = bo.bdev!;
  let ret = VM_FAULT_NOPAGE;
  let address = vmf.address;

  // Imported pages are the exporter's to map.
  if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) return VM_FAULT_SIGBUS;

  if (bdev.driver!.fault_reserve_notify) {
    const moving = bo.moving;
    yield dma_fence_get(moving);
    switch (yield fault_reserve_notify(bo)) {
      case 0:
        break;
      case -EBUSY:
      case -ERESTARTSYS:
        yield dma_fence_put(moving);
        return VM_FAULT_NOPAGE;
      default:
        yield dma_fence_put(moving);
        return VM_FAULT_SIGBUS;
    }

    if (bo.moving !== moving) yield* ttm_bo_move_to_lru_tail_unlocked(bo);
    yield dma_fence_put(moving);
  }

  // The data may still be in transit.
  ret = yield* ttm_bo_vm_fault_idle(bo, vmf);
  if (ret !== 0) return ret;

  const err = yield ttm_mem_io_reserve(bdev, bo.mem);
  if (err !== 0) return VM_FAULT_SIGBUS;

  let page_offset =
    ((address - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;
  const page_last =
    ((vma.vm_end - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;

  if (page_offset >= bo.num_pages) return VM_FAULT_SIGBUS;

  prot = ttm_io_prot(bo.mem.placement, prot);
  if (!bo.mem.bus.is_iomem) {
    if (yield ttm_tt_populate(bo.ttm, { interruptible: false, no_wait_gpu: false })) {
      return VM_FAULT_OOM;
    }
  } else {
    // Iomem is not marked encrypted.
    prot = pgprot_decrypted(prot);
  }

  // Map the page that faulted and, as a guess, the ones after it.
  for (let i = 0; i < num_prefault; i += 1) {
    let pfn: number;
    if (bo.mem.bus.is_iomem) {
      pfn = ttm_bo_io_mem_pfn(bo, page_offset);
    } else {
      const page = bo.ttm!.pages.at(page_offset);
      if (!page && i === 0) return VM_FAULT_OOM;
      if (!page) break;
      page.index = bo.base.vma_node.start + page_offset;
      pfn = page.pfn;
    }

    if (vma.vm_flags & VM_MIXEDMAP) ret = yield vmf_insert_mixed_prot(vma, address, pfn, prot);
    else ret = yield vmf_insert_pfn_prot(vma, address, pfn, prot);

    // The wrong way round: the first error is swallowed here, a later one is returned below.
    if (ret & VM_FAULT_ERROR) {
      if (i === 0) return VM_FAULT_NOPAGE;
      break;
    }

    address += PAGE_SIZE;
    page_offset += 1;
    if (page_offset >= page_last) break;
  }
  return ret;
});

/** The handler for drivers that need no more. */
export function* ttm_bo_vm_fault(vmf: vm_fault): Coroutine {
  const vma = vmf.vma!;
  const bo = vma.vm_private_data!;

  let ret = yield* ttm_bo_vm_reserve(bo, vmf);
  if (ret !== 0) return ret;

  const prot = vma.vm_page_prot;
  ret = yield* ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT, 1);
  if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;

  yield dma_resv_unlock(bo.base.resv!);

  return ret;
}
