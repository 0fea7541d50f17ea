import { LAYOUT } from '../kernel/memory/layout.ts';
import { mm_struct, vm_area_struct } from '../kernel/memory/structs.ts';
import { down_write, downgrade_write, up_read, up_write } from '../kernel/mmap-lock.ts';
import { close_vma, detach_vma, free_vma } from '../kernel/vma.ts';
import { type Actor, target } from './actor.ts';

/**
 * Unmaps a vma: detaches it under the write lock, zaps and closes it under the write lock or, since
 * v4.20, under a downgraded one, and frees it (domain.md §2.2, §4).
 */
const munmap: Actor = {
  summary: 'Unmaps a vma: detach, zap, close, free.',
  aims: 'vmas',
  variants: ['downgrade', 'write-locked'],
  *start(kernel, spec) {
    const mm = mm_struct.at(kernel, LAYOUT.mm);
    const index = target(spec, kernel.world.vmas.length);
    yield* down_write(mm);
    const bo = yield detach_vma(index);
    if (bo === 0) {
      yield up_write(mm);
      return;
    }
    if (spec.variant === 'downgrade') yield downgrade_write(mm);
    yield* close_vma(kernel, vm_area_struct.at(kernel, LAYOUT.vmas[index]!));
    yield free_vma(index);
    yield spec.variant === 'downgrade' ? up_read(mm) : up_write(mm);
  },
};

export default munmap;
