import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE, VM_FAULT_RETRY, VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line } from '../testing/hand-written.ts';
import { insert, worldWith } from '../testing/hand-written-lines.ts';
import { LOCK, RESERVED, TRYLOCK, TRYLOCK_FAILS, UNLOCK } from '../testing/well-behaved.ts';

/** A call under the reservation; the first of these operations is step 2. */
const doing = (...lines: Line[]) => call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK, ...lines, UNLOCK]);

describe('imported-pages-refused', () => {
  const law = 'imported-pages-refused';
  const world = worldWith({ imported: true });
  const answered = (reply: number, ...lines: Line[]) => call({ reply }, lines);

  test('is broken by mapping a page', async () => {
    expect(await broken(law, doing(insert(0)), { world })).toMatchObject({
      step: 2,
      found: 'a page of an imported object is inserted',
    });
  });

  test('is broken by any other answer under the reservation', async () => {
    const lines = answered(VM_FAULT_NOPAGE, ...RESERVED, UNLOCK);
    expect(await broken(law, lines, { world })).toMatchObject({
      step: 3,
      found: 'the object is imported, but the handler returns VM_FAULT_NOPAGE',
    });
  });

  test('is kept by SIGBUS', async () => {
    const lines = answered(VM_FAULT_SIGBUS, TRYLOCK, UNLOCK);
    expect(await broken(law, lines, { world })).toBeUndefined();
  });

  test('is kept by trying again before the object could be looked at', async () => {
    const drop: Line = ['up_read', 'mm'];
    const busy = answered(VM_FAULT_RETRY, TRYLOCK_FAILS, drop, LOCK, UNLOCK);
    expect(await broken(law, busy, { world })).toBeUndefined();
    const hook: Line = ['fault_reserve_notify', 'bo-1', { reply: -16 }];
    const again = answered(VM_FAULT_NOPAGE, TRYLOCK, hook, UNLOCK);
    expect(await broken(law, again, { world })).toBeUndefined();
  });

  test('is kept by who has looked at the object before, and finds it busy the next time', async () => {
    const drop: Line = ['up_read', 'mm'];
    const busy = [TRYLOCK_FAILS, drop, LOCK, UNLOCK];
    const lines = answered(VM_FAULT_RETRY, TRYLOCK, UNLOCK, ...busy);
    expect(await broken(law, lines, { world })).toBeUndefined();
  });

  test('is broken although who holds the reservation tries it once more', async () => {
    const lines = answered(VM_FAULT_NOPAGE, TRYLOCK, TRYLOCK_FAILS, UNLOCK);
    expect(await broken(law, lines, { world })).toMatchObject({ step: 4 });
  });

  test('does not bind imports that may be mapped', async () => {
    const mappable = worldWith({ imported: 'mappable' });
    expect(await broken(law, doing(insert(0)), { world: mappable })).toBeUndefined();
  });

  test('does not bind objects of the device itself, nor gutted ones', async () => {
    expect(await broken(law, doing(insert(0)))).toBeUndefined();
    const gutted: Line = ['ttm_bo_handle_move_mem', 'bo-1', { b: 2 }];
    expect(await broken(law, doing(gutted), { world })).toBeUndefined();
    const swappedOut: Line = ['ttm_bo_handle_move_mem', 'bo-1', { b: 1 }];
    expect(await broken(law, doing(swappedOut), { world })).toMatchObject({ step: 4 });
  });
});
