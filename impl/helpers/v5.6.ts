/**
 * The helpers of v5.6, drivers/gpu/drm/ttm/ttm_bo_vm.c. Functions: ttm_bo_vm_fault_idle,
 * ttm_bo_io_mem_pfn, ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved, ttm_bo_vm_fault.
 * domain.md §1.2 to §1.7.
 *
 * Against v5.5: waits for the reservation itself, also under the mmap lock when no retry is
 * allowed;
 * no copy of the vma, since the `_prot` insertions take the protection as an argument; the handler
 * passes `vma->vm_page_prot`. Keeps §6 B2 and B7.
 */
import {
  dma_resv_lock_interruptible,
  dma_resv_trylock,
  dma_resv_unlock,
} from '../kernel/dma-resv.ts';
import { allow_retry } from '../kernel/fault-flags.ts';
import { ttm_mem_io_lock, ttm_mem_io_reserve_vm, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
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
import { vmf_insert_mixed_prot, vmf_insert_pfn_prot } from '../kernel/page-table.ts';
import type { Profile } from '../kernel/profile.ts';
import { pgprot_decrypted, ttm_io_prot } from '../kernel/protection.ts';
import type { FaultHandler } from '../kernel/trap.ts';
import { ttm_bo_get, ttm_bo_put } from '../kernel/ttm-bo.ts';
import { TTM_BO_VM_NUM_PREFAULT, TTM_PAGE_FLAG_SG } from '../kernel/ttm-flags.ts';
import {
  exportReserve,
  exportReserved,
  type ReservedHelper,
  type ReserveHelper,
} from '../kernel/ttm-helper.ts';
import { ttm_tt_populate } from '../kernel/ttm-tt.ts';
import type { Helpers } from '../subject.ts';
import { type FaultIdle, vm_fault_idle } from './static/fault-idle.ts';
import { notify_driver } from './static/fault-notify.ts';
import { ttm_bo_io_mem_pfn } from './static/io-mem-pfn.ts';

export const profile: Profile = {
  retry: 'once',
  lockOrder: 'mmap-first',
  ioLock: true,
  populateNull: 'oops',
};

/** `ttm_bo_vm_reserve`, with the test of the flags that v5.7 replaced. */
export const vm_reserve = (may_retry: (flags: number) => boolean): ReserveHelper =>
  function* (bo, vmf) {
    if (!(yield dma_resv_trylock(bo.base.resv!))) {
      if (may_retry(vmf.flags)) {
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
  };

/** `ttm_bo_vm_fault_reserved`, with the function that waits for a move. */
export const vm_fault_reserved = (ttm_bo_vm_fault_idle: FaultIdle): ReservedHelper =>
  function* (vmf, prot, num_prefault) {
    const bo = vmf.vma!.vm_private_data!;
    const man = bo.bdev!.man.at(bo.mem.mem_type);

    // Imported pages are the exporter's to map.
    if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) return VM_FAULT_SIGBUS;

    let ret = yield* notify_driver(bo);
    if (ret !== 0) return ret;

    // The data may still be in transit.
    ret = yield* ttm_bo_vm_fault_idle(bo, vmf);
    if (ret !== 0) return ret;

    const err = yield ttm_mem_io_lock(man, true);
    if (err !== 0) return VM_FAULT_NOPAGE;
    ret = yield* insert_pages(vmf, prot, num_prefault);
    yield ttm_mem_io_unlock(man);
    return ret;
  };

/** What `ttm_bo_vm_fault_reserved` does under the io lock. */
export const insert_pages: ReservedHelper = function* (vmf, prot, num_prefault) {
  const vma = vmf.vma!;
  const bo = vma.vm_private_data!;
  let ret = VM_FAULT_NOPAGE;
  let address = vmf.address;

  const err = yield ttm_mem_io_reserve_vm(bo);
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

    // Nobody asked for the pages after the first: their errors are nobody's business.
    if (ret & VM_FAULT_ERROR) {
      if (i === 0) return ret;
      break;
    }

    address += PAGE_SIZE;
    page_offset += 1;
    if (page_offset >= page_last) break;
  }
  return VM_FAULT_NOPAGE;
};

/** `ttm_bo_vm_fault`, on the helpers of one version; `fault_page_size` came with v5.7. */
export const vm_fault = ({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved }: Helpers): FaultHandler =>
  function* ttm_bo_vm_fault(vmf) {
    const vma = vmf.vma!;
    const bo = vma.vm_private_data!;

    let ret = yield* ttm_bo_vm_reserve(bo, vmf);
    if (ret !== 0) return ret;

    const prot = vma.vm_page_prot;
    ret = yield* ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT, 1);
    if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;

    yield dma_resv_unlock(bo.base.resv!);

    return ret;
  };

export const ttm_bo_vm_reserve = exportReserve(vm_reserve(allow_retry));
export const ttm_bo_vm_fault_reserved = exportReserved(
  vm_fault_reserved(vm_fault_idle(allow_retry)),
);
export const ttm_bo_vm_fault = vm_fault({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved });
