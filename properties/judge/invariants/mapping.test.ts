import { describe, expect, test } from 'vitest';
import {
  PROT_ENCRYPTED,
  PROT_PRESENT,
  PROT_RW,
  PROT_UNCACHED,
  PROT_WRITE_COMBINED,
  VM_FAULT_NOPAGE,
} from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, WORLD } from '../testing/hand-written.ts';
import { insert, PROT, systemPage, vramPage, worldWith } from '../testing/hand-written-lines.ts';
import { TRYLOCK, UNLOCK } from '../testing/well-behaved.ts';

/** A call under the reservation; the first of these operations is step 2. */
const doing = (...lines: Line[]) => call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK, ...lines, UNLOCK]);
const moved: Line = ['moved', 'bo-1', { a: 1, b: 1 }];
const zapped: Line = ['zapped', 'bo-1'];

describe('prefault-bounded', () => {
  const law = 'prefault-bounded';
  const asked = (numPrefault: number): Line => ['reserved_enter', 0, { a: numPrefault }];

  test('is broken by one page more than num_prefault', async () => {
    const violation = await broken(law, doing(asked(2), insert(0), insert(1), insert(2)));
    expect(violation).toMatchObject({
      step: 4,
      found: 'page 2 of the vma is insertion 3, with num_prefault 2',
    });
  });

  test('is broken by the 17th page of a handler that was given no number', async () => {
    const object = { ...WORLD.objects[0]!, pages: 19 };
    const world = { ...WORLD, objects: [object], vmas: [{ ...WORLD.vmas[0]!, pages: 19 }] };
    const inserts = Array.from({ length: 17 }, (_, page) => insert(page));
    expect(await broken(law, doing(...inserts), { world })).toMatchObject({ step: 18 });
    expect(await broken(law, doing(...inserts.slice(0, 16)), { world })).toBeUndefined();
  });

  test('is broken by a page outside the vma, on either side', async () => {
    const world = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, pages: 1 }] };
    expect(await broken(law, doing(insert(0), insert(1)), { world })).toMatchObject({
      step: 3,
      found: 'page 1 is outside the vma',
    });
    expect(await broken(law, doing(insert(-1)))).toMatchObject({
      step: 2,
      found: 'page -1 is outside the vma',
    });
  });

  test('is broken by a page outside the object', async () => {
    const world = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, offset: 2 }] };
    expect(await broken(law, doing(insert(0), insert(1)), { world })).toMatchObject({
      step: 3,
      found: 'page 1 of the vma is outside the object',
    });
  });

  test('is broken by starting elsewhere than at the faulting page', async () => {
    const lines = call({ reply: VM_FAULT_NOPAGE, page: 1 }, [TRYLOCK, insert(0), insert(1)]);
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found: 'the first insertion is page 0 of the vma, the fault was at page 1',
    });
  });

  test('is broken by leaving a page out, and by inserting one twice', async () => {
    expect(await broken(law, doing(insert(0), insert(2)))).toMatchObject({
      step: 3,
      found: 'page 2 of the vma is inserted after page 0',
    });
    expect(await broken(law, doing(insert(0), insert(0)))).toMatchObject({ step: 3 });
  });

  test('is kept by a run of pages from the faulting one on', async () => {
    expect(await broken(law, doing(asked(3), insert(0), insert(1), insert(2)))).toBeUndefined();
    const lines = call({ reply: VM_FAULT_NOPAGE, page: 1 }, [TRYLOCK, insert(1), insert(2)]);
    expect(await broken(law, lines)).toBeUndefined();
  });
});

describe('right-page-mapped', () => {
  const law = 'right-page-mapped';

  test('is broken by another page of the same placement', async () => {
    expect(await broken(law, doing(insert(0), insert(1, { b: vramPage(2) })))).toMatchObject({
      step: 3,
      found: 'page 1 of the vma is mapped to pfn 0x20402 instead of 0x20401',
    });
  });

  test('is broken by a page of the placement before a move', async () => {
    const violation = await broken(law, doing(moved, insert(0)));
    expect(violation).toMatchObject({
      step: 2,
      found: 'page 0 of the vma is mapped to pfn 0x20400 instead of 0x10420',
    });
  });

  test('is broken by forgetting the offset of the vma', async () => {
    const world = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, offset: 1, pages: 2 }] };
    expect(await broken(law, doing(insert(0)), { world })).toMatchObject({ step: 2 });
    expect(await broken(law, doing(insert(0, { b: vramPage(1) })), { world })).toBeUndefined();
  });

  test('is broken by counting on where the driver scatters its pages', async () => {
    const world = { ...WORLD, driver: { ...WORLD.driver, scattered: true } };
    expect(await broken(law, doing(insert(0)), { world })).toMatchObject({ step: 2 });
  });

  test('is kept by pages of the present placement', async () => {
    expect(await broken(law, doing(insert(0), insert(1), insert(2)))).toBeUndefined();
    expect(await broken(law, doing(moved, insert(0, { b: systemPage(0, 1) })))).toBeUndefined();
  });

  test('does not blame a subject for a stale bus address', async () => {
    const world = worldWith({}, { defects: ['B9'] });
    expect(await broken(law, doing(insert(0, { b: 0 })), { world })).toBeUndefined();
    const system = worldWith({ placement: 'system' }, { defects: ['B9'] });
    expect(await broken(law, doing(insert(0, { b: 0 })), { world: system })).toMatchObject({
      found: 'page 0 of the vma is mapped to pfn 0x0 instead of 0x10400',
    });
  });
});

describe('right-protection', () => {
  const law = 'right-protection';
  const given = (prot: number): Line => ['reserved_enter', 0, { a: 16, b: prot }];
  const base = PROT_PRESENT | PROT_ENCRYPTED;
  const readOnly = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, writable: false }] };
  const SYSTEM = worldWith({ placement: 'system', caching: 'cached' });

  test.each([
    ['caching', PROT_PRESENT | PROT_RW, 'caching is not that of the placement (write-combined)'],
    [
      'other caching',
      PROT_PRESENT | PROT_RW | PROT_UNCACHED,
      'caching is not that of the placement (write-combined)',
    ],
    ['encryption', PROT | PROT_ENCRYPTED, 'io memory is mapped as encrypted'],
    ['presence', PROT & ~PROT_PRESENT, 'the entry is not present'],
  ])('is broken by the wrong %s', async (_, prot, found) => {
    expect(await broken(law, doing(insert(0, { c: prot })))).toMatchObject({ step: 2, found });
  });

  test.each([
    ['system', 0, 'write-combined', base, base | PROT_UNCACHED],
    ['tt', 1, 'uncached', base | PROT_UNCACHED, base],
    ['vram', 2, 'cached', PROT_PRESENT | PROT_WRITE_COMBINED, PROT_PRESENT],
  ] as const)('asks for the caching after a move to %s', async (_, type, caching, right, wrong) => {
    const world = worldWith({ placement: 'tt', caching });
    const after = (prot: number) =>
      doing(['moved', 'bo-1', { a: type, b: 1 }], insert(0, { c: prot }));
    expect(await broken(law, after(right), { world })).toBeUndefined();
    expect(await broken(law, after(wrong), { world })).toMatchObject({
      found: expect.stringMatching('caching is not that of the placement'),
    });
  });

  test('is broken by system pages that are not encrypted', async () => {
    const violation = await broken(law, doing(insert(0, { c: PROT_PRESENT })), { world: SYSTEM });
    expect(violation).toMatchObject({ found: 'system pages are mapped as not encrypted' });
    expect(await broken(law, doing(insert(0, { c: base })), { world: SYSTEM })).toBeUndefined();
  });

  test('is broken by a write bit that the vma does not allow', async () => {
    const violation = await broken(law, doing(insert(0)), { world: readOnly });
    expect(violation).toMatchObject({ found: 'the entry is writable, the vma is not' });
  });

  test('is broken by a write bit that was not given, and by one that is lost', async () => {
    expect(await broken(law, doing(given(base), insert(0)))).toMatchObject({
      found: 'the entry is writable, the given prot is not',
    });
    const lost = insert(0, { c: PROT & ~PROT_RW });
    expect(await broken(law, doing(given(base | PROT_RW), lost))).toMatchObject({
      found: 'the entry is not writable, the given prot is',
    });
  });

  test('is kept by the protection of the placement and the write bit of the caller', async () => {
    expect(await broken(law, doing(given(base | PROT_RW), insert(0)))).toBeUndefined();
    const readable = insert(0, { c: PROT & ~PROT_RW });
    expect(await broken(law, doing(given(base), readable))).toBeUndefined();
    expect(await broken(law, doing(readable))).toBeUndefined();
  });
});

describe('no-stale-mapping', () => {
  const law = 'no-stale-mapping';
  const set = (pfn: number): Line => ['pte_set', 'vma-1', { a: 0x10000000, b: pfn, c: PROT }];

  test('is broken by inserting without the reservation', async () => {
    const lines = call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK, UNLOCK, insert(0)]);
    expect(await broken(law, lines)).toMatchObject({
      step: 3,
      found: 'a page is inserted without the reservation',
    });
  });

  test('is broken by inserting under the reservation of another task', async () => {
    const lines = [
      ...call({ reply: VM_FAULT_NOPAGE, task: 1 }, [TRYLOCK]),
      ...call({ reply: VM_FAULT_NOPAGE }, [insert(0)]),
    ];
    expect(await broken(law, lines)).toMatchObject({ task: 0, step: 3 });
  });

  test('is broken by an entry that outlives a move, and blames who wrote it', async () => {
    const lines = doing(insert(0), zapped, moved, set(vramPage(0)));
    expect(await broken(law, [...lines, [1, 'down_read', 'mm']])).toMatchObject({
      task: 0,
      step: 3,
      found: 'page 0 of the vma still maps a page where the object no longer is',
    });
  });

  test('is kept when the move removes the entry, or the vma is gone', async () => {
    expect(await broken(law, doing(insert(0), set(vramPage(0)), zapped, moved))).toBeUndefined();
    const unmapped = doing(insert(0), set(0), ['detached', 'vma-1']);
    expect(await broken(law, unmapped)).toBeUndefined();
  });

  test('is kept by entries of the present placement', async () => {
    const world = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, present: [1] }] };
    expect(await broken(law, doing(insert(0), set(vramPage(0))), { world })).toBeUndefined();
    const again = doing(zapped, moved, insert(0), set(systemPage(0, 1)));
    expect(await broken(law, again, { world })).toBeUndefined();
  });
});
