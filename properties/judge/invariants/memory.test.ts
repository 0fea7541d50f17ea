import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE, VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, WORLD } from '../testing/hand-written.ts';
import { at, read, worldWith, write } from '../testing/hand-written-lines.ts';
import { mapped, TRYLOCK, TRYLOCK_FAILS, UNLOCK } from '../testing/well-behaved.ts';

const [SYSTEM, TT, VRAM] = [0, 1, 2];

const doing = (...lines: Line[]) => call({ reply: VM_FAULT_NOPAGE }, lines);

describe('object-state-under-reservation', () => {
  const law = 'object-state-under-reservation';

  test('is broken by reading the memory type before the object is reserved (B8)', async () => {
    expect(await broken(law, doing(read(at.mem_type), TRYLOCK, UNLOCK))).toMatchObject({
      step: 1,
      found: 'bo-1.mem.mem_type is read without the reservation',
    });
  });

  test.each([
    ['moving', at.moving],
    ['ttm', at.ttm],
  ])('is broken by writing %s after the reservation was given back', async (name, place) => {
    expect(await broken(law, doing(TRYLOCK, UNLOCK, write(place, 0, 1)))).toMatchObject({
      step: 3,
      found: `bo-1.${name} is written without the reservation`,
    });
  });

  test('is broken by looking at the pages of the table', async () => {
    expect(await broken(law, doing(TRYLOCK_FAILS, read(at.page(2))))).toMatchObject({
      found: 'ttm-1.pages[2] is read without the reservation',
    });
  });

  test('is broken while another task holds the reservation', async () => {
    const other = call({ reply: VM_FAULT_NOPAGE, task: 1 }, [TRYLOCK]);
    const lines = [...other, ...doing(read(at.mem_type))];
    expect(await broken(law, lines)).toMatchObject({ task: 0, step: 3 });
  });

  test('is kept under the reservation', async () => {
    const places = [at.mem_type, at.moving, at.ttm, at.page(0)];
    const lines = doing(TRYLOCK, ...places.map((place) => read(place)), UNLOCK);
    expect(await broken(law, lines)).toBeUndefined();
  });

  test('is kept under a reservation that two objects share', async () => {
    const object = WORLD.objects[0]!;
    const world = { ...WORLD, objects: [object, { ...object }] };
    const lines = doing(TRYLOCK, ['read', 'bo-2.mem'], UNLOCK);
    expect(await broken(law, lines, { world })).toBeUndefined();
    const apart = { ...WORLD, objects: [object, { ...object, reservation: 1 }] };
    expect(await broken(law, lines, { world: apart })).toMatchObject({
      found: 'bo-2.mem.mem_type is read without the reservation',
    });
  });

  test('does not bind the members that never change', async () => {
    expect(await broken(law, doing(read(at.resv), read(at.num_pages)))).toBeUndefined();
  });

  test('leaves freed objects to no-use-after-free', async () => {
    expect(await broken(law, doing(['freed', 'bo-1'], read(at.moving)))).toBeUndefined();
  });
});

describe('offset-inside-object', () => {
  const law = 'offset-inside-object';
  /** The vma shows pages 2 and 3 of an object that has pages 0 to 2. */
  const world = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, offset: 2, pages: 2 }] };
  const beyond = (reply: number, ...lines: Line[]) =>
    call({ reply, page: 1 }, [TRYLOCK, ...lines, UNLOCK]);

  test('is broken by mapping the page', async () => {
    const insert: Line = ['vmf_insert_mixed', 'cvma-1', { a: 0x10001000, reply: VM_FAULT_NOPAGE }];
    expect(await broken(law, beyond(VM_FAULT_NOPAGE, insert), { world })).toMatchObject({
      step: 2,
      found: 'a page is inserted for an address beyond the object',
    });
  });

  test('is broken by looking the page up, also when prefaulting', async () => {
    const found = 'page 3 of bo-1 is looked up, which has 3 pages';
    const lookUp = beyond(VM_FAULT_SIGBUS, read(at.page(3)));
    expect(await broken(law, lookUp, { world })).toMatchObject({ step: 2, found });
    expect(await broken(law, doing(TRYLOCK, read(at.page(3))))).toMatchObject({ found });
  });

  test('is broken by returning anything but SIGBUS', async () => {
    expect(await broken(law, beyond(VM_FAULT_NOPAGE), { world })).toMatchObject({
      step: 3,
      found: 'the address is beyond the object, but the handler returns VM_FAULT_NOPAGE',
    });
  });

  test('is kept by SIGBUS, and inside the object', async () => {
    expect(await broken(law, beyond(VM_FAULT_SIGBUS), { world })).toBeUndefined();
    const inside = doing(TRYLOCK, read(at.page(2)), UNLOCK);
    expect(await broken(law, inside, { world })).toBeUndefined();
  });

  test('is kept when something else comes first', async () => {
    const busy = call({ reply: VM_FAULT_NOPAGE, page: 1, flags: 0 }, [TRYLOCK_FAILS]);
    expect(await broken(law, busy, { world })).toBeUndefined();
    const interrupted: Line = ['ttm_mem_io_lock', 'man-vram', { a: 1, reply: -4 }];
    expect(await broken(law, beyond(VM_FAULT_NOPAGE, interrupted), { world })).toBeUndefined();
    const failed: Line = ['ttm_tt_populate', 'ttm-1', { reply: -12 }];
    expect(await broken(law, beyond(1, failed), { world })).toBeUndefined();
  });
});

describe('populates-own-table', () => {
  const law = 'populates-own-table';
  const populate = (table: string): Line => ['ttm_tt_populate', table];
  /** By the driver's hook; by others a move is an operation, in which it is noted as well. */
  const moved = (memoryType: number): Line => [
    'moved',
    'bo-1',
    { a: memoryType, b: 1, c: 'fence-1' },
  ];
  const [swappedOut, gutted] = [1, 2].map((kind): readonly Line[] => [
    ['ttm_bo_handle_move_mem', 'bo-1', { a: SYSTEM, b: kind }],
    ['moved', 'bo-1', { a: SYSTEM, b: 1 }],
  ]) as [readonly Line[], readonly Line[]];
  const world = worldWith({ ttm: 'absent' });
  const given = (...lines: Line[]) => doing(TRYLOCK, ...lines, UNLOCK);

  test('is broken by NULL where a move has made a table', async () => {
    expect(await broken(law, given(moved(TT), populate('NULL')), { world })).toMatchObject({
      step: 2,
      found: 'NULL is populated, but bo-1.ttm is ttm-1',
    });
  });

  test('is broken by a table that was taken away', async () => {
    const lines = given(...gutted, populate('ttm-1'));
    expect(await broken(law, lines)).toMatchObject({
      step: 3,
      found: 'ttm-1 is populated, but bo-1.ttm is NULL',
    });
  });

  test('is broken by the table of another object', async () => {
    expect(await broken(law, given(populate('ttm-2')))).toMatchObject({
      found: 'ttm-2 is populated, but bo-1.ttm is ttm-1',
    });
  });

  test("is kept by the object's own, and by its NULL, which is B21", async () => {
    expect(await broken(law, given(populate('ttm-1')))).toBeUndefined();
    expect(await broken(law, given(moved(TT), populate('ttm-1')), { world })).toBeUndefined();
    expect(await broken(law, given(populate('NULL')), { world })).toBeUndefined();
    // Video memory needs no table.
    expect(await broken(law, given(moved(VRAM), populate('NULL')), { world })).toBeUndefined();
    expect(await broken(law, given(...gutted, populate('NULL')))).toBeUndefined();
    expect(await broken(law, given(...swappedOut, populate('ttm-1')), { world })).toBeUndefined();
  });
});

describe('no-crash', () => {
  const law = 'no-crash';
  const message = 'Oops: bad pointer 0x0 to struct ttm_tt';
  const outcome = { kind: 'crashed', task: 0, message } as const;

  test('is broken when a task crashes, in the words of the crash', async () => {
    const unfinished = doing(TRYLOCK).slice(0, -1);
    const violation = await broken(law, unfinished, { outcome });
    expect(violation).toMatchObject({ task: 0, step: 2, found: message });
  });

  test('is kept when all tasks come to their end', async () => {
    expect(await broken(law, mapped())).toBeUndefined();
  });

  test('does not blame a subject for what a defect of the primitives does', async () => {
    const world = worldWith({ ttm: 'absent' }, { defects: ['B9'] });
    expect(await broken(law, doing(TRYLOCK).slice(0, -1), { outcome, world })).toBeUndefined();
  });
});
