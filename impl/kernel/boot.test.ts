import { describe, expect, test } from 'vitest';
import { VM_MIXEDMAP, VM_PFNMAP } from './mm-flags.ts';
import { currentPfn } from './pfn.ts';
import { ttm_io_prot_of } from './protection.ts';
import { type Sketch, V5_10 } from './testing/sketch.ts';
import { stage } from './testing/stage.ts';
import {
  MEMORY_TYPE_NAMES,
  TTM_PL_FLAG_CACHED,
  TTM_PL_FLAG_UNCACHED,
  TTM_PL_FLAG_WC,
} from './ttm-flags.ts';

describe('an object at boot', () => {
  test.each(MEMORY_TYPE_NAMES)('is in %s where the world puts it', (placement) => {
    const { bo } = stage({ objects: [{ placement }] });
    expect(MEMORY_TYPE_NAMES[bo().mem.mem_type]).toBe(placement);
    expect(bo().mem.bus.io_reserved_vm).toBe(0);
  });

  test.each([
    ['cached', TTM_PL_FLAG_CACHED],
    ['write-combined', TTM_PL_FLAG_WC],
    ['uncached', TTM_PL_FLAG_UNCACHED],
  ] as const)('is %s', (caching, flag) => {
    expect(stage({ objects: [{ caching }] }).bo().mem.placement).toBe(flag);
  });

  test.each([
    ['none', null, 0],
    ['pending', 'fence', 0],
    ['signaled', 'fence', 1],
  ] as const)('has a move: %s', (moving, fence, signaled) => {
    const scene = stage({ objects: [{ moving }] });
    expect(scene.bo().moving).toBe(fence && scene.fence());
    expect(scene.fence().signaled).toBe(signaled);
    if (fence) expect(scene.fence().refcount).toBe(signaled === 1 ? 1 : 2);
  });

  test('has pages only if it is populated and not in video memory', () => {
    const has = (sketch: NonNullable<Sketch['objects']>[number]): boolean =>
      stage({ objects: [sketch] }).tt().populated === 1;
    expect(has({ placement: 'tt', ttm: 'populated' })).toBe(true);
    expect(has({ placement: 'tt', ttm: 'empty' })).toBe(false);
    expect(has({ placement: 'vram', ttm: 'populated' })).toBe(false);
  });

  test('uses the reservation that it is told to', () => {
    const { bo, resv } = stage({ objects: [{}, { reservation: 0 }, { reservation: 2 }] });
    expect([0, 1, 2].map((index) => bo(index).base.resv)).toEqual([resv(0), resv(0), resv(2)]);
  });
});

describe('a manager at boot', () => {
  const modes = (sketch: Sketch, profile = V5_10): readonly (readonly number[])[] => {
    const { man } = stage(sketch, profile);
    return MEMORY_TYPE_NAMES.map(man).map((one) => [
      one.io_reserve_fastpath,
      one.use_io_reserve_lru,
    ]);
  };
  const FAST = [1, 0];
  const LRU = [0, 1];

  test('uses its lock and its LRU where the world says so, else the fast path', () => {
    const { profile } = stage().kernel;
    const sketch: Sketch = { driver: { ioReserveLru: ['system', 'vram'] } };
    expect(modes(sketch, profile)).toEqual([LRU, FAST, LRU]);
    expect(modes(sketch)).toEqual([FAST, FAST, FAST]);
  });

  test('is found by its memory type', () => {
    const { bo, man } = stage();
    expect(MEMORY_TYPE_NAMES.map((_, type) => bo().bdev!.man.at(type))).toEqual(
      MEMORY_TYPE_NAMES.map(man),
    );
  });
});

test.each([
  ['VM_MIXEDMAP, where nothing is said', {}, VM_MIXEDMAP],
  ['VM_MIXEDMAP', { vmas: 'mixedmap' }, VM_MIXEDMAP],
  ['VM_PFNMAP', { vmas: 'pfnmap' }, VM_PFNMAP],
] as const)('a vma at boot is %s', (_, change, flag) => {
  const { vma } = stage({}, { ...V5_10, ...change });
  expect(vma().vm_flags & (VM_MIXEDMAP | VM_PFNMAP)).toBe(flag);
});

describe('a page that is present at boot', () => {
  test.each(['vram', 'tt'] as const)('is the right one of %s, with its protection', (placement) => {
    const { bo, vma, slot } = stage({
      objects: [{ placement, pages: 4 }],
      vmas: [{ offset: 1, pages: 3, present: [2] }],
    });
    expect(slot().pte_pfn.at(2)).toBe(currentPfn(bo(), 0, 3, false));
    expect(slot().pte_prot.at(2)).toBe(ttm_io_prot_of(bo(), vma().vm_page_prot));
    expect([slot().pte_prot.at(0), slot().pte_prot.at(1)]).toEqual([0, 0]);
  });

  test('is none that lies outside the vma or the object', () => {
    const { slot } = stage({ vmas: [{ offset: 1, pages: 3, overhang: true, present: [2, 3] }] });
    expect([2, 3].map((page) => slot().pte_prot.at(page))).toEqual([0, 0]);
  });
});
