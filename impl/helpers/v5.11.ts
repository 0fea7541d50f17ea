/**
 * The helpers of v5.11 (to v5.13), drivers/gpu/drm/ttm/ttm_bo_vm.c. Functions: ttm_bo_vm_reserve,
 * ttm_bo_vm_fault_reserved, ttm_bo_vm_fault; the rest is that of v5.10. domain.md §1.4, §1.5.
 *
 * Against v5.10: imported objects are refused by the first helper, which then keeps nothing; the
 * hook `fault_reserve_notify` is gone, so that drivers call their own between the two helpers.
 */
import { dma_resv_unlock } from '../kernel/dma-resv.ts';
import { fault_flag_allow_retry_first } from '../kernel/fault-flags.ts';
import { VM_FAULT_SIGBUS } from '../kernel/mm-flags.ts';
import { TTM_PAGE_FLAG_SG } from '../kernel/ttm-flags.ts';
import { exportReserve, exportReserved } from '../kernel/ttm-helper.ts';
import { vm_fault, vm_reserve } from './v5.6.ts';
import { profile, vm_fault_idle_reserved } from './v5.10.ts';

export { profile };

const reserve = vm_reserve(fault_flag_allow_retry_first);

export const ttm_bo_vm_reserve = exportReserve(function* (bo, vmf) {
  const ret = yield* reserve(bo, vmf);
  if (ret !== 0) return ret;

  // Imported pages are the exporter's to map.
  if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) {
    yield dma_resv_unlock(bo.base.resv!);
    return VM_FAULT_SIGBUS;
  }

  return 0;
});

export const ttm_bo_vm_fault_reserved = exportReserved(vm_fault_idle_reserved);

export const ttm_bo_vm_fault = vm_fault({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved });
