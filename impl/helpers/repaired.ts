/**
 * The helpers of v5.7 with every known defect repaired: no kernel ever had them. domain.md §1.2 to
 * §1.7.
 *
 * Breaks no law, so a law that it seems to break is a false alarm. Against v5.7: the fence is given
 * back when the hook fails (§6 B2), the manager is looked up after the hook (B7), and an object
 * that
 * was left without a translation table is refused (B21).
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
import { ttm_mem_io_lock, ttm_mem_io_reserve_vm, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
import { ttm_bo_move_to_lru_tail_unlocked } from '../kernel/lru.ts';
import type { vm_fault } from '../kernel/memory/structs.ts';
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
import type { Profile } from '../kernel/profile.ts';
import { pgprot_decrypted, ttm_io_prot } from '../kernel/protection.ts';
import { ttm_bo_get, ttm_bo_put } from '../kernel/ttm-bo.ts';
import { TTM_BO_VM_NUM_PREFAULT, TTM_PAGE_FLAG_SG, TTM_PL_VRAM } from '../kernel/ttm-flags.ts';
import { exportReserve, exportReserved } from '../kernel/ttm-helper.ts';
import { ttm_tt_populate } from '../kernel/ttm-tt.ts';
import { vm_fault_idle } from './static/fault-idle.ts';
import { ttm_bo_io_mem_pfn } from './static/io-mem-pfn.ts';

export const profile: Profile = {
  retry: 'many',
  lockOrder: 'mmap-first',
  ioLock: true,
  populateNull: 'oops',
};

const ttm_bo_vm_fault_idle = vm_fault_idle(fault_flag_allow_retry_first);

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

  // Gutting takes the table away, and may fail to make a new one.
  if (!bo.ttm && bo.mem.mem_type !== TTM_PL_VRAM) return VM_FAULT_SIGBUS;

  // The hook may have moved the object: only now this is the manager that counts.
  const man = bdev.man.at(bo.mem.mem_type);
  let err = yield ttm_mem_io_lock(man, true);
  if (err !== 0) return VM_FAULT_NOPAGE;

  out_io_unlock: {
    err = yield ttm_mem_io_reserve_vm(bo);
    if (err !== 0) {
      ret = VM_FAULT_SIGBUS;
      break out_io_unlock;
    }

    let page_offset =
      ((address - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;
    const page_last =
      ((vma.vm_end - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;

    if (page_offset >= bo.num_pages) {
      ret = VM_FAULT_SIGBUS;
      break out_io_unlock;
    }

    prot = ttm_io_prot(bo.mem.placement, prot);
    if (!bo.mem.bus.is_iomem) {
      if (yield ttm_tt_populate(bo.ttm, { interruptible: false, no_wait_gpu: false })) {
        ret = VM_FAULT_OOM;
        break out_io_unlock;
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
        if (!page && i === 0) {
          ret = VM_FAULT_OOM;
          break out_io_unlock;
        }
        if (!page) break;
        page.index = bo.base.vma_node.start + page_offset;
        pfn = page.pfn;
      }

      if (vma.vm_flags & VM_MIXEDMAP) ret = yield vmf_insert_mixed_prot(vma, address, pfn, prot);
      else ret = yield vmf_insert_pfn_prot(vma, address, pfn, prot);

      // Nobody asked for the pages after the first: their errors are nobody's business.
      if (ret & VM_FAULT_ERROR) {
        if (i === 0) break out_io_unlock;
        break;
      }

      address += PAGE_SIZE;
      page_offset += 1;
      if (page_offset >= page_last) break;
    }
    ret = VM_FAULT_NOPAGE;
  }
  yield ttm_mem_io_unlock(man);
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
