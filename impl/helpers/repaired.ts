/**
 * The helpers of v5.7 with every known defect repaired: no kernel ever had them. domain.md §1.2 to
 * §1.7.
 *
 * Breaks no law, so a law that it seems to break is a false alarm. Against v5.7: the fence is given
 * back when the hook fails (§6 B2), the manager is looked up after the hook (B7), and an object
 * that
 * was left without a translation table is refused (B21).
 */
import { fault_flag_allow_retry_first } from '../kernel/fault-flags.ts';
import { ttm_mem_io_lock, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
import { VM_FAULT_NOPAGE, VM_FAULT_SIGBUS } from '../kernel/mm-flags.ts';
import { TTM_PAGE_FLAG_SG, TTM_PL_VRAM } from '../kernel/ttm-flags.ts';
import { exportReserved } from '../kernel/ttm-helper.ts';
import { vm_fault_idle } from './static/fault-idle.ts';
import { notify_driver } from './static/fault-notify-v5.8.ts';
import { insert_pages, vm_fault } from './v5.6.ts';
import { profile, ttm_bo_vm_reserve } from './v5.7.ts';

/** As in v5.7. */
export { profile, ttm_bo_vm_reserve };

const ttm_bo_vm_fault_idle = vm_fault_idle(fault_flag_allow_retry_first);

export const ttm_bo_vm_fault_reserved = exportReserved(function* (vmf, prot, num_prefault) {
  const bo = vmf.vma!.vm_private_data!;

  // Imported pages are the exporter's to map.
  if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) return VM_FAULT_SIGBUS;

  let ret = yield* notify_driver(bo);
  if (ret !== 0) return ret;

  // The data may still be in transit.
  ret = yield* ttm_bo_vm_fault_idle(bo, vmf);
  if (ret !== 0) return ret;

  // Gutting takes the table away, and may fail to make a new one.
  if (!bo.ttm && bo.mem.mem_type !== TTM_PL_VRAM) return VM_FAULT_SIGBUS;

  // The hook may have moved the object: only now this is the manager that counts.
  const man = bo.bdev!.man.at(bo.mem.mem_type);
  const err = yield ttm_mem_io_lock(man, true);
  if (err !== 0) return VM_FAULT_NOPAGE;
  ret = yield* insert_pages(vmf, prot, num_prefault);
  yield ttm_mem_io_unlock(man);
  return ret;
});

export const ttm_bo_vm_fault = vm_fault({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved });
