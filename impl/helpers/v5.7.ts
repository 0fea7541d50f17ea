/**
 * The helpers of v5.7 (to v5.9), drivers/gpu/drm/ttm/ttm_bo_vm.c. Functions:
 * ttm_bo_vm_fault_idle, ttm_bo_io_mem_pfn, ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved,
 * ttm_bo_vm_fault. domain.md §1.2 to §1.7.
 *
 * Against v5.6: a fault may be retried any number of times, so both helpers drop the mmap lock in
 * the first round only (4064b9827063); a fourth parameter. Keeps §6 B2 (mended in v5.8) and B7.
 */
import { fault_flag_allow_retry_first } from '../kernel/fault-flags.ts';
import type { Profile } from '../kernel/profile.ts';
import { exportReserve, exportReserved } from '../kernel/ttm-helper.ts';
import { vm_fault_idle } from './static/fault-idle.ts';
import { vm_fault, vm_fault_reserved, vm_reserve } from './v5.6.ts';

export const profile: Profile = {
  retry: 'many',
  lockOrder: 'mmap-first',
  ioLock: true,
  populateNull: 'oops',
};

const ttm_bo_vm_fault_idle = vm_fault_idle(fault_flag_allow_retry_first);

export const ttm_bo_vm_reserve = exportReserve(vm_reserve(fault_flag_allow_retry_first));

const reserved = vm_fault_reserved(ttm_bo_vm_fault_idle);
export const ttm_bo_vm_fault_reserved = exportReserved(
  // Only the huge_fault callback passes another page size; it was disabled before the release.
  (vmf, prot, num_prefault, _fault_page_size) => reserved(vmf, prot, num_prefault),
);

export const ttm_bo_vm_fault = vm_fault({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved });
