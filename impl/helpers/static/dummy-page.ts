import type { Coroutine } from '../../../scheduler/operation.ts';
import {
  __free_page,
  __GFP_ZERO,
  alloc_page,
  drmm_add_action,
  GFP_KERNEL,
} from '../../kernel/drm-device.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { page, type vm_fault } from '../../kernel/memory/structs.ts';
import { PAGE_SIZE, VM_FAULT_NOPAGE, VM_FAULT_OOM, VM_MIXEDMAP } from '../../kernel/mm-flags.ts';
import { vmf_insert_mixed_prot, vmf_insert_pfn_prot } from '../../kernel/page-table.ts';

/**
 * `ttm_bo_vm_dummy_page` of v5.14: the device is gone, and the whole vma shows one page of zeroes
 * (domain.md §1.7).
 */
export function* ttm_bo_vm_dummy_page(vmf: vm_fault, prot: number): Coroutine {
  const vma = vmf.vma!;
  const ddev = vma.vm_private_data!.bdev!;
  let ret = VM_FAULT_NOPAGE;

  const address = yield alloc_page(GFP_KERNEL | __GFP_ZERO);
  if (address === 0) return VM_FAULT_OOM;
  const dummy = page.at(vmf.memory as Kernel, address);

  if ((yield drmm_add_action(ddev)) !== 0) {
    yield __free_page(dummy);
    return VM_FAULT_OOM;
  }

  for (let addr = vma.vm_start; addr < vma.vm_end; addr += PAGE_SIZE) {
    if (vma.vm_flags & VM_MIXEDMAP) {
      ret = yield vmf_insert_mixed_prot(vma, addr, dummy.pfn, prot);
    } else {
      ret = yield vmf_insert_pfn_prot(vma, addr, dummy.pfn, prot);
    }
  }
  return ret;
}
