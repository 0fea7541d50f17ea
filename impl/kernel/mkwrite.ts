import { Operation } from '../../scheduler/operation.ts';
import type { Kernel } from './kernel.ts';
import { PTE_SET } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { vm_area_struct, vma_slot } from './memory/structs.ts';
import { PAGE_SHIFT, PROT_RW } from './mm-flags.ts';
import { primitive } from './primitive.ts';

/** Writes to pages that are mapped read-only, of which the driver is told (domain.md §3.4). */

/** Where a page's entry stands: the vma's part of the page table, and the number of the page. */
function entryOf(kernel: Kernel, vma: number, address: number) {
  const index = LAYOUT.vmas.indexOf(vma);
  const page = (address - vm_area_struct.at(kernel, vma).vm_start) >> PAGE_SHIFT;
  return { slot: vma_slot.at(kernel, LAYOUT.slots[index]!), page };
}

/** The protection of a page's entry; 0 if there is none. */
export function protOfPage(kernel: Kernel, vma: number, address: number): number {
  const { slot, page } = entryOf(kernel, vma, address);
  return slot.pte_prot.at(page);
}

/** The pfn of a page that is there, but not to be written; 0 if it is not so. */
export function readOnlyPfn(kernel: Kernel, vma: number, address: number): number {
  const { slot, page } = entryOf(kernel, vma, address);
  const prot = slot.pte_prot.at(page);
  return prot !== 0 && (prot & PROT_RW) === 0 ? slot.pte_pfn.at(page) : 0;
}

const FINISH = primitive({
  name: 'finish_mkwrite_fault',
  args: ['hex', 'hex'],
  perform(kernel, task, { object: vma, a: address, b: pfn }) {
    // The entry may have been removed or replaced meanwhile: then the access faults again.
    if (readOnlyPfn(kernel, vma, address) !== pfn) return 0;
    const { slot, page } = entryOf(kernel, vma, address);
    const prot = slot.pte_prot.at(page) | PROT_RW;
    slot.pte_prot.put(page, prot);
    kernel.trace.mark(PTE_SET, task, vma, address, pfn, prot);
    return 0;
  },
});

/** The core makes the entry writable if it is still the one that it was. */
export const finish_mkwrite_fault = (vma: number, address: number, pfn: number): Operation =>
  new Operation(FINISH, vma, address, pfn);
