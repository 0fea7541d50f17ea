import { describe, expect, test } from 'vitest';
import { nodeStart, vmaStart } from './boot.ts';
import { POISON } from './kernel.ts';
import { DETACHED } from './marks.ts';
import { vm_area_struct } from './memory/structs.ts';
import { PAGE_SIZE, VM_IO, VM_MIXEDMAP, VM_SHARED, VM_WRITE } from './mm-flags.ts';
import { stage } from './testing/stage.ts';
import { detach_vma, free_vma } from './vma.ts';
import { copy_vma } from './vma-copy.ts';

describe('a vma', () => {
  test('maps pages of its object from an offset in the fake offset space (domain.md §2.10)', () => {
    const { bo, mm, vma } = stage({ objects: [{}, {}], vmas: [{}, { object: 1, offset: 1 }] });
    const { vm_start, vm_end, vm_pgoff, vm_private_data, vm_mm } = vma(1);
    expect([vm_start, vm_end]).toEqual([vmaStart(1), vmaStart(1) + 3 * PAGE_SIZE]);
    expect(vm_pgoff).toBe(nodeStart(1) + 1);
    expect(bo(1).base.vma_node.start).toBe(nodeStart(1));
    expect([vm_private_data, vm_mm]).toEqual([bo(1), mm]);
  });

  test('is shared, mixed and special memory, and writable where the world says so', () => {
    const { vma } = stage({ vmas: [{}, { writable: false }] });
    const flags = VM_SHARED | VM_IO | VM_MIXEDMAP;
    expect(vma(0).vm_flags & (flags | VM_WRITE)).toBe(flags | VM_WRITE);
    expect(vma(1).vm_flags & (flags | VM_WRITE)).toBe(flags);
  });

  test('leaves its mm once, with its page-table entries', () => {
    const { bo, slot, perform, events, vma } = stage({ vmas: [{ present: [0] }] });
    expect(perform(detach_vma(0))).toBe(bo().ptr);
    expect([slot().attached, slot().pte_prot.at(0)]).toEqual([0, 0]);
    expect(perform(detach_vma(0))).toBe(0);
    expect(events(DETACHED)).toMatchObject([{ object: vma().ptr }]);
  });

  test('is poisoned when it is freed, and nothing else is', () => {
    const { kernel, vma, perform } = stage({ vmas: [{}, {}] });
    perform(detach_vma(0));
    perform(free_vma(0));
    expect(kernel.words.filter((word) => word === POISON)).toHaveLength(vm_area_struct.size / 4);
    expect([vma(0).vm_start, vma(0).vm_flags]).toEqual([POISON, POISON]);
    expect(vma(1).vm_start).toBe(vmaStart(1));
  });

  test('is copied to the stack of the task that runs, member by member', () => {
    const { kernel, vma } = stage();
    kernel.running = 1;
    const copy = copy_vma(vma());
    expect(copy.ptr).not.toBe(vma().ptr);
    const words = (at: number): Int32Array => kernel.words.slice(at >> 2, (at >> 2) + 7);
    expect(words(copy.ptr)).toEqual(words(vma().ptr));
    kernel.running = 2;
    expect(copy_vma(vma()).ptr).not.toBe(copy.ptr);
  });
});
