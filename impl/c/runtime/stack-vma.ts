import { KERNEL_END, type Kernel } from '../../kernel/kernel.ts';
import { LAYOUT, NULL_END } from '../../kernel/memory/layout.ts';
import { Oops } from '../../kernel/memory/memory.ts';
import { vm_area_struct } from '../../kernel/memory/structs.ts';

/**
 * The vma that a primitive is given. A copy on the C stack (`struct vm_area_struct cvma = *vma`) is
 * shown as the running task's `cvma`, where copies of subjects in TypeScript stand as well.
 */
export function vmaOfStack(kernel: Kernel, address: number): vm_area_struct {
  if (address >>> 0 < NULL_END) throw new Oops('vm_area_struct', address);
  if (address < KERNEL_END) return vm_area_struct.at(kernel, address);
  const copy = LAYOUT.stackVmas[kernel.running]!;
  const from = new DataView(kernel.memory.buffer, address);
  for (let at = 0; at < vm_area_struct.size; at += 4) {
    kernel.change(copy + at, from.getInt32(at, true));
  }
  return vm_area_struct.at(kernel, copy);
}
