/**
 * The fault handler before it was divided: v5.3, drivers/gpu/drm/ttm/ttm_bo_vm.c. Functions:
 * ttm_bo_vm_fault_idle, ttm_bo_io_mem_pfn, ttm_bo_vm_fault. domain.md §1.2, §1.3, §1.6.
 *
 * Names of the time: reservation_object_*, bo->resv, bo->vma_node. Has §6 B2, B3, B4, B7, B8, B11.
 */

import type { Coroutine } from '../../scheduler/operation.ts';
import { dma_fence_get, dma_fence_put } from '../kernel/dma-fence.ts';
import { reservation_object_trylock, reservation_object_unlock } from '../kernel/dma-resv.ts';
import { EBUSY, ERESTARTSYS } from '../kernel/errno.ts';
import { allow_retry } from '../kernel/fault-flags.ts';
import { ttm_mem_io_lock, ttm_mem_io_reserve_vm, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
import type { vm_fault } from '../kernel/memory/structs.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
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
import { vmf_insert_mixed, vmf_insert_pfn } from '../kernel/page-table.ts';
import type { Profile } from '../kernel/profile.ts';
import { pgprot_decrypted, ttm_io_prot, vm_get_page_prot } from '../kernel/protection.ts';
import { spin_lock, spin_unlock } from '../kernel/spinlock.ts';
import {
  ttm_bo_get,
  ttm_bo_move_to_lru_tail,
  ttm_bo_put,
  ttm_bo_wait_unreserved,
} from '../kernel/ttm-bo.ts';
import { TTM_BO_VM_NUM_PREFAULT, TTM_PAGE_FLAG_SG } from '../kernel/ttm-flags.ts';
import { ttm_tt_populate } from '../kernel/ttm-tt.ts';
import { copy_vma } from '../kernel/vma-copy.ts';
import { vm_fault_idle } from './static/fault-idle.ts';
import { ttm_bo_io_mem_pfn } from './static/io-mem-pfn.ts';

export const profile: Profile = {
  retry: 'once',
  lockOrder: 'mmap-last',
  ioLock: true,
  populateNull: 'oops',
};

const ttm_bo_vm_fault_idle = vm_fault_idle(allow_retry);

/** The whole handler in one function: no helper to share. */
export function* ttm_bo_vm_fault(vmf: vm_fault): Coroutine {
  const vma = vmf.vma!;
  const bo = vma.vm_private_data!;
  const bdev = bo.bdev!;
  let ret = VM_FAULT_NOPAGE;
  let address = vmf.address;
  // Read before any lock is taken: §6 B8.
  const man = bdev.man.at(bo.mem.mem_type);

  // The reservation comes before the mmap lock, which is held: so it can only be tried.
  if (!(yield reservation_object_trylock(bo.resv!))) {
    if (vmf.flags & FAULT_FLAG_ALLOW_RETRY) {
      if (!(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) {
        yield ttm_bo_get(bo);
        yield up_read(vmf.vma!.vm_mm!);
        yield* ttm_bo_wait_unreserved(bo);
        yield ttm_bo_put(bo);
      }

      return VM_FAULT_RETRY;
    }

    return VM_FAULT_NOPAGE;
  }

  out_unlock: {
    // Imported pages are the exporter's to map.
    if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) {
      ret = VM_FAULT_SIGBUS;
      break out_unlock;
    }

    if (bdev.driver!.fault_reserve_notify) {
      const moving = bo.moving;
      yield dma_fence_get(moving);
      switch (yield fault_reserve_notify(bo)) {
        case 0:
          break;
        case -EBUSY:
        case -ERESTARTSYS:
          ret = VM_FAULT_NOPAGE;
          break out_unlock;
        default:
          ret = VM_FAULT_SIGBUS;
          break out_unlock;
      }

      if (bo.moving !== moving) {
        yield spin_lock(bdev.glob!.lru_lock);
        yield ttm_bo_move_to_lru_tail(bo);
        yield spin_unlock(bdev.glob!.lru_lock);
      }
      yield dma_fence_put(moving);
    }

    // The data may still be in transit.
    ret = yield* ttm_bo_vm_fault_idle(bo, vmf);
    if (ret !== 0) {
      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) {
        // The reservation has been given back already.
        return ret;
      }

      break out_unlock;
    }

    let err = yield ttm_mem_io_lock(man, true);
    if (err !== 0) {
      ret = VM_FAULT_NOPAGE;
      break out_unlock;
    }

    out_io_unlock: {
      err = yield ttm_mem_io_reserve_vm(bo);
      if (err !== 0) {
        ret = VM_FAULT_SIGBUS;
        break out_io_unlock;
      }

      let page_offset =
        ((address - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.vma_node.start;
      const page_last =
        ((vma.vm_end - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.vma_node.start;

      if (page_offset >= bo.num_pages) {
        ret = VM_FAULT_SIGBUS;
        break out_io_unlock;
      }

      // The vma itself may be changed under the write lock only.
      const cvma = copy_vma(vma);
      cvma.vm_page_prot = vm_get_page_prot(cvma.vm_flags);

      if (bo.mem.bus.is_iomem) {
        cvma.vm_page_prot = ttm_io_prot(bo.mem.placement, cvma.vm_page_prot);
      } else {
        cvma.vm_page_prot = ttm_io_prot(bo.mem.placement, cvma.vm_page_prot);

        if (yield ttm_tt_populate(bo.ttm, { interruptible: false, no_wait_gpu: false })) {
          ret = VM_FAULT_OOM;
          break out_io_unlock;
        }
      }

      // Map the page that faulted and, as a guess, the ones after it.
      for (let i = 0; i < TTM_BO_VM_NUM_PREFAULT; i += 1) {
        let pfn: number;
        if (bo.mem.bus.is_iomem) {
          // Iomem is not marked encrypted.
          cvma.vm_page_prot = pgprot_decrypted(cvma.vm_page_prot);
          pfn = ttm_bo_io_mem_pfn(bo, page_offset);
        } else {
          const page = bo.ttm!.pages.at(page_offset);
          if (!page && i === 0) {
            ret = VM_FAULT_OOM;
            break out_io_unlock;
          }
          if (!page) break;
          page.index = bo.vma_node.start + page_offset;
          pfn = page.pfn;
        }

        if (vma.vm_flags & VM_MIXEDMAP) ret = yield vmf_insert_mixed(cvma, address, pfn);
        else ret = yield vmf_insert_pfn(cvma, address, pfn);

        // Since v4.19 an entry that is there already looks like one that was inserted.
        if (ret === VM_FAULT_NOPAGE && i > 0) break;
        if (ret & VM_FAULT_ERROR) break out_io_unlock;

        address += PAGE_SIZE;
        page_offset += 1;
        if (page_offset >= page_last) break;
      }
      ret = VM_FAULT_NOPAGE;
    }
    yield ttm_mem_io_unlock(man);
  }
  yield reservation_object_unlock(bo.resv!);
  return ret;
}
