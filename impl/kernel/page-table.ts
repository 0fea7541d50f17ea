import { Operation, type OperationKind } from '../../scheduler/operation.ts';
import { EINTR } from './errno.ts';
import type { PrimitiveName } from './event-names.ts';
import type { Kernel } from './kernel.ts';
import { PTE_SET, ZAPPED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { Bug } from './memory/memory.ts';
import { PAGES_MAX, type ttm_buffer_object, vm_area_struct, vma_slot } from './memory/structs.ts';
import {
  PAGE_SHIFT,
  PROT_RW,
  VM_FAULT_NOPAGE,
  VM_FAULT_SIGBUS,
  VM_MIXEDMAP,
  VM_PFNMAP,
} from './mm-flags.ts';
import { pfn_valid } from './pfn.ts';
import { primitive } from './primitive.ts';
import type { FailureName } from './world.ts';

/** Page-table entries: inserted by the fault handler, removed by movers (domain.md §2.8). */

/** The vma whose range holds this address, by index; -1 if there is none. */
function vmaAt(kernel: Kernel, address: number): number {
  return kernel.world.vmas.findIndex((_, index) => {
    if (vma_slot.at(kernel, LAYOUT.slots[index]!).attached === 0) return false;
    const vma = vm_area_struct.at(kernel, LAYOUT.vmas[index]!);
    return address >= vma.vm_start && address < vma.vm_end;
  });
}

/** Removes every entry that maps the object. */
export function zap(kernel: Kernel, object: number): void {
  kernel.world.vmas.forEach((_, index) => {
    const slot = vma_slot.at(kernel, LAYOUT.slots[index]!);
    if (slot.attached === 0) return;
    const bo = vm_area_struct.at(kernel, LAYOUT.vmas[index]!).vm_private_data;
    if (bo === null || bo.ptr === object) clearEntries(slot);
  });
  kernel.trace.mark(ZAPPED, -1, object);
}

/** Empties a vma's part of the page table. */
export function clearEntries(slot: vma_slot): void {
  for (let page = 0; page < PAGES_MAX; page += 1) {
    slot.pte_pfn.put(page, 0);
    slot.pte_prot.put(page, 0);
  }
}

/** What is wrong with inserting a bare pfn into a vma of these flags, or undefined. */
function wrongPfn(vm_flags: number, pfn: number): string | undefined {
  const map = vm_flags & (VM_PFNMAP | VM_MIXEDMAP);
  if (map === 0) return 'is given a vma that is neither VM_PFNMAP nor VM_MIXEDMAP';
  if (map === (VM_PFNMAP | VM_MIXEDMAP)) return 'is given a vma that is VM_PFNMAP and VM_MIXEDMAP';
  if (map === VM_MIXEDMAP && pfn_valid(pfn)) return 'puts a valid frame into a VM_MIXEDMAP vma';
  return undefined;
}

/** The same of `vmf_insert_mixed`; frames are neither special nor device memory of the kernel's. */
const wrongMixed = (vm_flags: number): string | undefined =>
  (vm_flags & VM_MIXEDMAP) === 0 ? 'is given a vma that is not VM_MIXEDMAP' : undefined;

const insertion = (name: PrimitiveName, wrong: typeof wrongPfn) => {
  const failures: readonly FailureName[] = ['VM_FAULT_OOM', 'VM_FAULT_SIGBUS'];
  const kind: OperationKind = primitive({
    name,
    args: ['hex', 'hex', 'prot'],
    reply: 'vm_fault',
    failsAs: 'vmf_insert',
    failures,
    perform(kernel, task, { object, a: address, b: pfn, c: prot }) {
      const given = vm_area_struct.at(kernel, object);
      const bug = wrong(given.vm_flags, pfn);
      if (bug !== undefined) throw new Bug(`${name} ${bug}`);
      const failure = kernel.failure(kind, task);
      if (failure !== 0) return failure;
      const index = vmaAt(kernel, address);
      if (index < 0 || address < given.vm_start || address >= given.vm_end) return VM_FAULT_SIGBUS;
      const slot = vma_slot.at(kernel, LAYOUT.slots[index]!);
      const page =
        (address - vm_area_struct.at(kernel, LAYOUT.vmas[index]!).vm_start) >> PAGE_SHIFT;
      if (slot.pte_prot.at(page) !== 0) return VM_FAULT_NOPAGE;
      slot.pte_pfn.put(page, pfn);
      slot.pte_prot.put(page, prot);
      kernel.trace.mark(PTE_SET, task, LAYOUT.vmas[index]!, address, pfn, prot);
      return VM_FAULT_NOPAGE;
    },
  });
  return kind;
};

const INSERT_MIXED = insertion('vmf_insert_mixed', wrongMixed);
const INSERT_PFN = insertion('vmf_insert_pfn', wrongPfn);
const INSERT_MIXED_PROT = insertion('vmf_insert_mixed_prot', wrongMixed);
const INSERT_PFN_PROT = insertion('vmf_insert_pfn_prot', wrongPfn);

const UNMAP = primitive({
  name: 'unmap_mapping_range',
  perform(kernel, _task, { object }) {
    zap(kernel, object);
    return 0;
  },
});

const USER_ACCESS = primitive({
  name: 'user_access',
  args: ['hex', 'bool', 'bool'],
  reply: 'errno',
  perform(kernel, task, { a: address, b: write, c: userMode }) {
    // Signals are delivered on the way back to user mode: one kills, the other is handled and gone.
    const signal = userMode !== 0 ? kernel.signal(task) : 0;
    if (signal === 2) return -EINTR;
    if (signal === 1) kernel.setSignal(task, 0);
    const index = vmaAt(kernel, address);
    if (index < 0) return 0;
    const start = vm_area_struct.at(kernel, LAYOUT.vmas[index]!).vm_start;
    const prot = vma_slot
      .at(kernel, LAYOUT.slots[index]!)
      .pte_prot.at((address - start) >> PAGE_SHIFT);
    return prot !== 0 && (write === 0 || (prot & PROT_RW) !== 0) ? 1 : 0;
  },
});

type Vma = Pick<vm_area_struct, 'ptr' | 'vm_page_prot'>;

/**
 * Each gives VM_FAULT_NOPAGE when the page is mapped now, also when it was before and then whatever
 * was mapped stays; VM_FAULT_OOM; or VM_FAULT_SIGBUS for an address outside the vma. A frame that
 * the vma is not made for is a BUG.
 */
export const vmf_insert_mixed = (vma: Vma, address: number, pfn: number): Operation =>
  new Operation(INSERT_MIXED, vma.ptr, address, pfn, vma.vm_page_prot);
export const vmf_insert_pfn = (vma: Vma, address: number, pfn: number): Operation =>
  new Operation(INSERT_PFN, vma.ptr, address, pfn, vma.vm_page_prot);
export const vmf_insert_mixed_prot = (
  vma: Vma,
  address: number,
  pfn: number,
  prot: number,
): Operation => new Operation(INSERT_MIXED_PROT, vma.ptr, address, pfn, prot);
export const vmf_insert_pfn_prot = (
  vma: Vma,
  address: number,
  pfn: number,
  prot: number,
): Operation => new Operation(INSERT_PFN_PROT, vma.ptr, address, pfn, prot);

/** Removes every page-table entry of the object, in whatever mm. */
export const unmap_mapping_range = (bo: ttm_buffer_object): Operation =>
  new Operation(UNMAP, bo.ptr);

/**
 * The instruction itself: 1 the page is mapped as needed, 0 it faults, -EINTR the task is killed.
 */
export const user_access = (
  mm: { ptr: number },
  address: number,
  access: { readonly write: boolean; readonly userMode: boolean },
): Operation =>
  new Operation(USER_ACCESS, mm.ptr, address, access.write ? 1 : 0, access.userMode ? 1 : 0);
