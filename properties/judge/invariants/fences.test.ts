import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, type Setting } from '../testing/hand-written.ts';
import { at, insert, MOVING, write } from '../testing/hand-written-lines.ts';
import { TRYLOCK, UNLOCK, WAIT_FENCE } from '../testing/well-behaved.ts';

/** A call under the reservation; the first of these operations is step 2. */
const doing = (...lines: Line[]) => call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK, ...lines, UNLOCK]);
const GET_FENCE: Line = ['dma_fence_get', 'fence-1'];
const PUT_FENCE: Line = ['dma_fence_put', 'fence-1'];
const SIGNAL: Line = ['fence_signaled', 'fence-1'];
const CLEAR = write(at.moving, 0, 'fence-1');
const moving: Setting = { world: MOVING };

describe('fence-refs-balanced', () => {
  const law = 'fence-refs-balanced';

  test('is broken by a reference that is kept, as on errors of the hook (B2)', async () => {
    const busy: Line = ['fault_reserve_notify', 'bo-1', { reply: -16 }];
    const violation = await broken(law, doing(GET_FENCE, busy), moving);
    expect(violation).toMatchObject({
      step: 5,
      found: 'references to fence-1 that are never dropped: 1',
    });
  });

  test('is broken by clearing moving without dropping its reference (M16)', async () => {
    const violation = await broken(law, doing(SIGNAL, CLEAR), moving);
    expect(violation).toMatchObject({
      step: 3,
      found: 'references to fence-1 that are never dropped: 1',
    });
  });

  test('is broken by dropping the reference of moving without clearing it', async () => {
    const violation = await broken(law, doing(SIGNAL, PUT_FENCE), moving);
    expect(violation).toMatchObject({
      found: 'references to fence-1 dropped without being held: 1',
    });
  });

  test('is broken by storing a fence in moving without a reference for it', async () => {
    const violation = await broken(law, doing(write(at.moving, 'fence-2', 0)));
    expect(violation).toMatchObject({
      found: 'references to fence-2 dropped without being held: 1',
    });
  });

  test('is kept by dropping one reference for clearing moving', async () => {
    expect(await broken(law, doing(SIGNAL, PUT_FENCE, CLEAR), moving)).toBeUndefined();
    expect(await broken(law, doing(SIGNAL, CLEAR, PUT_FENCE), moving)).toBeUndefined();
  });

  test('leaves it to the driver to replace moving', async () => {
    const moved: Line = ['moved', 'bo-1', { a: 1, b: 1, c: 'fence-2' }];
    const hook: Line = ['fault_reserve_notify', 'bo-1'];
    expect(await broken(law, doing(GET_FENCE, hook, moved, PUT_FENCE), moving)).toBeUndefined();
  });
});

describe('moving-cleared-when-idle', () => {
  const law = 'moving-cleared-when-idle';

  test('is broken by clearing it while the GPU copies', async () => {
    const violation = await broken(law, doing(PUT_FENCE, CLEAR), moving);
    expect(violation).toMatchObject({
      step: 3,
      found: 'moving is cleared although fence-1 is not signaled and was not waited for',
    });
  });

  test('is broken by clearing it after an interrupted wait', async () => {
    const wait: Line = ['dma_fence_wait', 'fence-1', { a: 1, reply: -512 }];
    expect(await broken(law, doing(wait, CLEAR), moving)).toMatchObject({ step: 3 });
  });

  test('is kept after the signal, and after a wait', async () => {
    expect(await broken(law, doing(SIGNAL, CLEAR), moving)).toBeUndefined();
    expect(await broken(law, doing(WAIT_FENCE, CLEAR), moving)).toBeUndefined();
  });

  test('is about moving alone', async () => {
    expect(await broken(law, doing(write(at.ttm, 0, 'fence-1')), moving)).toBeUndefined();
  });
});

describe('no-map-before-idle', () => {
  const law = 'no-map-before-idle';
  const found = 'a page is inserted while the data is in transit: fence-1 is not signaled';

  test('is broken by inserting before the signal', async () => {
    expect(await broken(law, doing(insert(0)), moving)).toMatchObject({ step: 2, found });
  });

  test('is broken although moving was cleared', async () => {
    expect(await broken(law, doing(CLEAR, insert(0)), moving)).toMatchObject({ step: 2, found });
  });

  test('is broken when the driver moves the object at the last moment', async () => {
    const moved: Line = ['moved', 'bo-1', { a: 1, b: 1, c: 'fence-2' }];
    const violation = await broken(law, doing(SIGNAL, moved, insert(0)), moving);
    expect(violation).toMatchObject({ found: expect.stringContaining('fence-2') });
  });

  test('is kept after the signal, and where nothing moves', async () => {
    expect(await broken(law, doing(SIGNAL, insert(0)), moving)).toBeUndefined();
    expect(await broken(law, doing(insert(0)))).toBeUndefined();
  });
});
