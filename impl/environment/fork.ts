import { LAYOUT } from '../kernel/memory/layout.ts';
import { mm_struct, vm_area_struct } from '../kernel/memory/structs.ts';
import { down_write, up_write } from '../kernel/mmap-lock.ts';
import { close_vma, dup_mmap, free_child, open_vma } from '../kernel/vma.ts';
import { type Actor, target } from './actor.ts';

/**
 * Forks, so that a vma of the child opens the object, and lets the child exit (domain.md §1.8, §4).
 *
 * The child closes under its own mm's lock; here that is the parent's, so that one callback runs at
 * a time, which takes nothing from those who fault.
 */
const fork: Actor = {
  summary: 'Copies a vma for a child, which exits: open, close.',
  aims: 'vmas',
  variants: ['child-exits'],
  *start(kernel, spec) {
    const mm = mm_struct.at(kernel, LAYOUT.mm);
    yield* down_write(mm);
    const copy = yield dup_mmap(target(spec, kernel.world.vmas.length));
    if (copy !== 0) yield* open_vma(kernel, vm_area_struct.at(kernel, copy));
    yield up_write(mm);
    if (copy === 0) return;
    yield* down_write(mm);
    yield* close_vma(kernel, vm_area_struct.at(kernel, copy));
    yield free_child(vm_area_struct.at(kernel, copy));
    yield up_write(mm);
  },
};

export default fork;
