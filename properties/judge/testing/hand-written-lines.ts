import { vmaStart } from '../../../impl/kernel/boot.ts';
import { addressOf } from '../../../impl/kernel/memory/layout.ts';
import { ttm_buffer_object, ttm_tt, vm_area_struct } from '../../../impl/kernel/memory/structs.ts';
import {
  PAGE_SHIFT,
  PROT_PRESENT,
  PROT_RW,
  PROT_WRITE_COMBINED,
  VM_FAULT_NOPAGE,
} from '../../../impl/kernel/mm-flags.ts';
import { startOf, systemPfn, vramPfn } from '../../../impl/kernel/pfn.ts';
import type { ObjectSpec, World } from '../../../impl/kernel/world.ts';
import { type Details, type Line, type Value, WORLD } from './hand-written.ts';

/** Events that hand-written traces about memory and mappings are made of. */

/** The protection with which pages of `bo-1` are to be mapped. */
export const PROT = PROT_PRESENT | PROT_RW | PROT_WRITE_COMBINED;

/** The pfn of a page of `bo-1` in video memory, and after its first move to system memory. */
export const vramPage = (page: number): number => vramPfn(startOf(0, 0), page, false);
export const systemPage = (page: number, generation = 0): number => systemPfn(0, generation, page);

/** A page of `vma-1` is inserted, correctly but for the details that are given. */
export const insert = (page: number, details: Details = {}): Line => [
  'vmf_insert_mixed',
  'cvma-1',
  {
    a: vmaStart(0) + page * (1 << PAGE_SHIFT),
    b: vramPage(page),
    c: PROT,
    reply: VM_FAULT_NOPAGE,
    ...details,
  },
];

/** Where a member of the first object, its table or its vma stands. */
export const at = {
  resv: addressOf('bo-1')! + ttm_buffer_object.offsets.base,
  mem_type: addressOf('bo-1.mem')!,
  num_pages: addressOf('bo-1')! + ttm_buffer_object.offsets.num_pages,
  moving: addressOf('bo-1')! + ttm_buffer_object.offsets.moving,
  ttm: addressOf('bo-1')! + ttm_buffer_object.offsets.ttm,
  page: (page: number): number => addressOf('ttm-1')! + ttm_tt.offsets.pages + 4 * page,
  vm_mm: addressOf('vma-1')! + vm_area_struct.offsets.vm_mm,
};

/** A read by the subject, and a write. */
export const read = (place: number, value: Value = 1): Line => ['read', place, { a: value }];
export const write = (place: number, value: Value, old: Value): Line => [
  'write',
  place,
  { a: value, b: old },
];

/** The world of one object and one vma, with this about the object changed. */
export const worldWith = (object: Partial<ObjectSpec>, rest: Partial<World> = {}): World => ({
  ...WORLD,
  ...rest,
  objects: [{ ...WORLD.objects[0]!, ...object }],
});

/** `bo-1` is in transit: `fence-1` is not signaled. */
export const MOVING = worldWith({ moving: 'pending' });
