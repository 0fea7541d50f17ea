import type { Kernel } from './kernel.ts';
import { LAYOUT } from './memory/layout.ts';
import { vm_area_struct } from './memory/structs.ts';

/** `struct vm_area_struct cvma = *vma`: a copy on the stack of the faulting task. */
export function copy_vma(vma: vm_area_struct): vm_area_struct {
  const kernel = vma.memory as Kernel;
  const copy = vm_area_struct.watched(kernel, LAYOUT.stackVmas[kernel.running]!);
  copy.vm_start = vma.vm_start;
  copy.vm_end = vma.vm_end;
  copy.vm_pgoff = vma.vm_pgoff;
  copy.vm_flags = vma.vm_flags;
  copy.vm_page_prot = vma.vm_page_prot;
  copy.vm_mm = vma.vm_mm;
  copy.vm_private_data = vma.vm_private_data;
  return copy;
}
