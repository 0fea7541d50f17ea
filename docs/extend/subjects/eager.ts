/** The helpers of v5.5, but what is read from the start is mapped twice as far. */
import type { HelpersModule } from 'faultline';
import * as v5_5 from 'faultline/helpers/v5.5';

export const { profile, ttm_bo_vm_reserve } = v5_5;

type Reserved = NonNullable<HelpersModule['ttm_bo_vm_fault_reserved']>;

export const ttm_bo_vm_fault_reserved: Reserved = function* (vmf, prot, num_prefault) {
  const pages = vmf.pgoff === vmf.vma!.vm_pgoff ? 2 * num_prefault : num_prefault;
  return yield* v5_5.ttm_bo_vm_fault_reserved(vmf, prot, pages);
};
