import { describe, expect, test } from 'vitest';
import { addressOfPage } from './boot.ts';
import { PTE_SET, ZAPPED } from './marks.ts';
import { Bug } from './memory/memory.ts';
import {
  PAGE_SIZE,
  PROT_PRESENT,
  PROT_RW,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_SIGBUS,
  VM_IO,
  VM_MIXEDMAP,
  VM_PFNMAP,
} from './mm-flags.ts';
import {
  unmap_mapping_range,
  vmf_insert_mixed,
  vmf_insert_mixed_prot,
  vmf_insert_pfn,
  vmf_insert_pfn_prot,
} from './page-table.ts';
import { APERTURE, systemPfn } from './pfn.ts';
import { failing, V5_5 } from './testing/sketch.ts';
import { type Stage, stage } from './testing/stage.ts';
import { detach_vma } from './vma.ts';
import { copy_vma } from './vma-copy.ts';

/** domain.md §2.8. */

const PFN = APERTURE + 0x4321;
const PROT = PROT_PRESENT | PROT_RW;
const INSERTIONS = { vmf_insert_mixed, vmf_insert_pfn } as const;
const INSERTIONS_PROT = { vmf_insert_mixed_prot, vmf_insert_pfn_prot } as const;

const entry = ({ slot }: Stage, page: number, vma = 0): readonly number[] => [
  slot(vma).pte_pfn.at(page),
  slot(vma).pte_prot.at(page),
];
const EMPTY = [0, 0];

describe.each(Object.entries(INSERTIONS_PROT))('%s', (_, insert) => {
  test('maps a page with the protection that it is given', () => {
    const scene = stage();
    const at = addressOfPage(0, 1);
    expect(scene.perform(insert(scene.vma(), at, PFN, PROT))).toBe(VM_FAULT_NOPAGE);
    expect([0, 1, 2].map((page) => entry(scene, page))).toEqual([EMPTY, [PFN, PROT], EMPTY]);
    expect(scene.events(PTE_SET)).toMatchObject([
      { object: scene.vma().ptr, a: at, b: PFN, c: PROT },
    ]);
  });

  test('keeps what is mapped already, and says the same', () => {
    const scene = stage();
    const at = addressOfPage(0, 0);
    scene.perform(insert(scene.vma(), at, PFN, PROT_PRESENT));
    expect(scene.perform(insert(scene.vma(), at, PFN + 1, PROT))).toBe(VM_FAULT_NOPAGE);
    expect(entry(scene, 0)).toEqual([PFN, PROT_PRESENT]);
    expect(scene.events(PTE_SET)).toHaveLength(1);
  });

  test.each([
    ['before its vma', -PAGE_SIZE],
    ['after its vma', 3 * PAGE_SIZE],
    ['in another vma', addressOfPage(1, 0) - addressOfPage(0, 0)],
  ])('refuses an address %s', (_where, offset) => {
    const scene = stage({ vmas: [{}, {}] });
    const at = addressOfPage(0, 0) + offset;
    const before = scene.kernel.fingerprint();
    expect(scene.perform(insert(scene.vma(), at, PFN, PROT))).toBe(VM_FAULT_SIGBUS);
    expect(scene.kernel.fingerprint()).toBe(before);
  });

  test('refuses an address whose vma is detached', () => {
    const scene = stage();
    scene.perform(detach_vma(0));
    const at = addressOfPage(0, 0);
    expect(scene.perform(insert(scene.vma(), at, PFN, PROT))).toBe(VM_FAULT_SIGBUS);
    expect(entry(scene, 0)).toEqual(EMPTY);
  });
});

describe.each(Object.entries(INSERTIONS))('%s', (_, insert) => {
  test('takes the protection of the vma, or of a copy of it', () => {
    const scene = stage();
    const { kernel, vma, perform } = scene;
    kernel.running = 0;
    const copy = copy_vma(vma());
    copy.vm_page_prot = PROT_PRESENT;
    expect(perform(insert(copy, addressOfPage(0, 0), PFN))).toBe(VM_FAULT_NOPAGE);
    perform(insert(vma(), addressOfPage(0, 1), PFN));
    expect(entry(scene, 0)).toEqual([PFN, PROT_PRESENT]);
    expect(entry(scene, 1)).toEqual([PFN, vma().vm_page_prot]);
  });
});

test.each([
  ['VM_FAULT_OOM', VM_FAULT_OOM],
  ['VM_FAULT_SIGBUS', VM_FAULT_SIGBUS],
] as const)('every insertion can fail with %s, and is counted with the others', (error, reply) => {
  const scene = stage(failing('vmf_insert', error, 2));
  const { vma, perform } = scene;
  expect(perform(vmf_insert_pfn(vma(), addressOfPage(0, 0), PFN))).toBe(VM_FAULT_NOPAGE);
  expect(perform(vmf_insert_mixed(vma(), addressOfPage(0, 1), PFN))).toBe(reply);
  expect(entry(scene, 1)).toEqual(EMPTY);
  expect(perform(vmf_insert_mixed(vma(), addressOfPage(0, 1), PFN))).toBe(VM_FAULT_NOPAGE);
});

test('unmapping an object empties its entries in every vma, and no others', () => {
  const scene = stage({
    objects: [{}, { reservation: 1 }],
    vmas: [{ present: [0, 2] }, { object: 1, present: [1] }, { offset: 1, pages: 2, present: [1] }],
  });
  const other = entry(scene, 1, 1);
  expect(other).not.toEqual(EMPTY);
  scene.perform(unmap_mapping_range(scene.bo(0)));
  expect([entry(scene, 0), entry(scene, 2), entry(scene, 1, 2)]).toEqual([EMPTY, EMPTY, EMPTY]);
  expect(entry(scene, 1, 1)).toEqual(other);
  expect(scene.events(ZAPPED)).toMatchObject([{ object: scene.bo(0).ptr }]);
});

describe('a way of inserting that the vma is not made for is a BUG', () => {
  const RAM = systemPfn(0, 0, 0);
  const PFNMAP = { ...V5_5, vmas: 'pfnmap' } as const;
  /** Inserts a frame with either form, in vmas as the profile has them; what the kernel says. */
  const inserted = (way: keyof typeof INSERTIONS, profile: typeof V5_5, pfn: number) => {
    const { vma, perform } = stage({}, profile);
    const withProt = INSERTIONS_PROT[`${way}_prot`];
    return [
      () => perform(INSERTIONS[way](vma(), addressOfPage(0, 0), pfn)),
      () => perform(withProt(vma(), addressOfPage(0, 1), pfn, PROT)),
    ];
  };

  test.each([
    ['a valid frame as a bare pfn, into VM_MIXEDMAP', 'vmf_insert_pfn', V5_5, RAM],
    ['a frame that may be valid, into VM_PFNMAP', 'vmf_insert_mixed', PFNMAP, RAM],
    ['a bus address as one that may be valid, into VM_PFNMAP', 'vmf_insert_mixed', PFNMAP, PFN],
  ] as const)('%s', (_what, way, profile, pfn) => {
    for (const insert of inserted(way, profile, pfn)) expect(insert).toThrow(Bug);
  });

  test.each([
    ['a bus address as a bare pfn, into VM_MIXEDMAP', 'vmf_insert_pfn', V5_5, PFN],
    ['a frame that may be valid, into VM_MIXEDMAP', 'vmf_insert_mixed', V5_5, RAM],
    ['a valid frame as a bare pfn, into VM_PFNMAP', 'vmf_insert_pfn', PFNMAP, RAM],
  ] as const)('but not %s', (_what, way, profile, pfn) => {
    for (const insert of inserted(way, profile, pfn)) expect(insert()).toBe(VM_FAULT_NOPAGE);
  });

  test.each([
    ['neither', 0],
    ['and', VM_MIXEDMAP | VM_PFNMAP],
  ])('a bare pfn into a vma of which the flags say "%s"', (word, map) => {
    const { vma, perform } = stage();
    vma().vm_flags = VM_IO | map;
    expect(() => perform(vmf_insert_pfn(vma(), addressOfPage(0, 0), PFN))).toThrow(word);
  });

  test('also where it would have failed', () => {
    const { vma, perform } = stage(failing('vmf_insert', 'VM_FAULT_OOM', 1));
    expect(() => perform(vmf_insert_pfn(vma(), 0, RAM))).toThrow(Bug);
  });
});
