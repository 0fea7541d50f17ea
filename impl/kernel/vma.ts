import { Operation } from '../../scheduler/operation.ts';
import { DETACHED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { vm_area_struct, vma_slot } from './memory/structs.ts';
import { clearEntries } from './page-table.ts';
import { primitive } from './primitive.ts';

/** A vma's way out of its mm (domain.md §4, munmap). */

const DETACH = primitive({
  name: 'detach_vma',
  reply: 'address',
  perform(kernel, task, { object }) {
    const index = LAYOUT.vmas.indexOf(object);
    const slot = vma_slot.at(kernel, LAYOUT.slots[index]!);
    if (slot.attached === 0) return 0;
    slot.attached = 0;
    clearEntries(slot);
    kernel.trace.mark(DETACHED, task, object);
    return vm_area_struct.at(kernel, object).vm_private_data!.ptr;
  },
});

const FREE = primitive({
  name: 'vm_area_free',
  perform(kernel, _task, { object }) {
    kernel.free(vm_area_struct, object);
    return 0;
  },
});

/**
 * Takes a vma out of its mm and its pages out of the page table; its object, or 0 if it is gone.
 */
export const detach_vma = (vma: number): Operation => new Operation(DETACH, LAYOUT.vmas[vma]!);
/** Frees a detached vma; whoever still looks at it sees poison. */
export const free_vma = (vma: number): Operation => new Operation(FREE, LAYOUT.vmas[vma]!);
