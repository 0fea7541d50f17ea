import { type Coroutine, Operation } from '../../scheduler/operation.ts';
import type { Kernel } from './kernel.ts';
import { DETACHED, VM_CLOSE, VM_CLOSED, VM_OPEN, VM_OPENED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { vm_area_struct, vma_slot } from './memory/structs.ts';
import { clearEntries } from './page-table.ts';
import { primitive } from './primitive.ts';
import { ttm_bo_get, ttm_bo_put } from './ttm-bo.ts';

/** The life of a vma: copied by fork, taken out of its mm by munmap (domain.md §1.8, §4). */

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

const DUPLICATE = primitive({
  name: 'dup_mmap',
  reply: 'address',
  perform(kernel, task, { object }) {
    if (vma_slot.at(kernel, LAYOUT.slots[LAYOUT.vmas.indexOf(object)]!).attached === 0) return 0;
    const child = LAYOUT.childVmas[task - kernel.world.faults.length]!;
    for (let at = 0; at < vm_area_struct.size; at += 4) {
      kernel.change(child + at, kernel.see(object + at));
    }
    return child;
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
/** Copies a vma for the child of a fork: the address of the copy, or 0 if the vma is gone. */
export const dup_mmap = (vma: number): Operation => new Operation(DUPLICATE, LAYOUT.vmas[vma]!);
/** Frees the child's copy. */
export const free_child = (child: vm_area_struct): Operation => new Operation(FREE, child.ptr);

/** `vm_ops->open`: the subject's own, else that of TTM, which takes a reference. */
export function* open_vma(kernel: Kernel, vma: vm_area_struct): Coroutine<void> {
  const bo = vma.vm_private_data!;
  if (!kernel.vmOperations) {
    yield ttm_bo_get(bo);
    return;
  }
  const task = kernel.running;
  kernel.trace.mark(VM_OPEN, task, bo.ptr, vma.ptr);
  yield* kernel.vmOperations.open(vma);
  kernel.trace.mark(VM_OPENED, task, bo.ptr, vma.ptr);
}

/** `vm_ops->close`: the subject's own, else that of TTM, which gives the reference back. */
export function* close_vma(kernel: Kernel, vma: vm_area_struct): Coroutine<void> {
  const bo = vma.vm_private_data!;
  if (!kernel.vmOperations) {
    yield ttm_bo_put(bo);
    return;
  }
  const task = kernel.running;
  kernel.trace.mark(VM_CLOSE, task, bo.ptr, vma.ptr);
  yield* kernel.vmOperations.close(vma);
  kernel.trace.mark(VM_CLOSED, task, bo.ptr, vma.ptr);
}
