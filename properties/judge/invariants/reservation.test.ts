import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE, VM_FAULT_RETRY, VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, type TaskLine } from '../testing/hand-written.ts';
import {
  DROP_MMAP_LOCK,
  doing,
  GET,
  mapped,
  NOWAIT_FLAGS,
  nowaitWhenMoving,
  PUT,
  RESERVED,
  reserve,
  reserved,
  retriedWhenBusy,
  retriedWhenMoving,
  retrying,
  TRYLOCK,
  TRYLOCK_FAILS,
  UNLOCK,
  WAIT_FENCE,
} from '../testing/well-behaved.ts';

describe('reservation-released-once', () => {
  const law = 'reservation-released-once';

  test('is broken by a second unlock, at the unlock', async () => {
    const violation = await broken(law, doing(UNLOCK));
    expect(violation).toMatchObject({
      step: 3,
      found: 'resv-1 is given back more often than taken (1 times)',
    });
  });

  test('is broken by an unlock of what was never taken', async () => {
    const violation = await broken(law, call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK_FAILS, UNLOCK]));
    expect(violation).toMatchObject({ step: 2, found: expect.stringContaining('(0 times)') });
  });

  test('is broken by a reservation that is kept, at the return', async () => {
    const violation = await broken(law, call({ reply: VM_FAULT_NOPAGE }, RESERVED));
    expect(violation).toMatchObject({
      step: 2,
      found: 'resv-1 was taken 1 times and given back 0 times',
    });
  });

  test('starts anew with each call of the handler', async () => {
    expect(await broken(law, [...mapped(), ...retriedWhenBusy, ...mapped(1)])).toBeUndefined();
    const again = [...mapped(), ...call({ reply: VM_FAULT_NOPAGE }, [UNLOCK])];
    expect(await broken(law, again)).toMatchObject({ found: expect.stringContaining('(0 times)') });
  });

  test('does not mind the reservations of other objects', async () => {
    const other = retrying(['dma_resv_unlock', 'resv-2']);
    expect(await broken(law, other)).toBeUndefined();
  });
});

describe('no-unlock-after-retry', () => {
  const law = 'no-unlock-after-retry';

  test('is broken by a caller that unlocks after the helper said VM_FAULT_RETRY', async () => {
    const lines = [
      ...RESERVED,
      ...reserved(VM_FAULT_RETRY, [GET, DROP_MMAP_LOCK, UNLOCK, PUT]),
      UNLOCK,
    ];
    const violation = await broken(law, call({ reply: VM_FAULT_RETRY }, lines));
    expect(violation).toMatchObject({
      step: 6,
      found: 'resv-1 is unlocked after a helper returned VM_FAULT_RETRY without RETRY_NOWAIT',
    });
  });

  test('is broken by a caller that unlocks after ttm_bo_vm_reserve said so', async () => {
    const lines = [...reserve(VM_FAULT_RETRY, [TRYLOCK_FAILS, GET, DROP_MMAP_LOCK, PUT]), UNLOCK];
    const violation = await broken(law, call({ reply: VM_FAULT_RETRY }, lines));
    expect(violation).toMatchObject({ step: 5, found: expect.stringContaining('helper returned') });
  });

  test('is broken by a helper that unlocks twice around the retry', async () => {
    const violation = await broken(
      law,
      call({ reply: VM_FAULT_RETRY }, [TRYLOCK, GET, DROP_MMAP_LOCK, WAIT_FENCE, UNLOCK, UNLOCK]),
    );
    expect(violation).toMatchObject({
      step: 6,
      found: expect.stringContaining('after the mmap lock was dropped'),
    });
  });

  test('allows the unlock that belongs to the retry', async () => {
    expect(await broken(law, retriedWhenMoving)).toBeUndefined();
    expect(await broken(law, retriedWhenBusy)).toBeUndefined();
  });

  test('wants the unlock with RETRY_NOWAIT', async () => {
    expect(await broken(law, nowaitWhenMoving)).toBeUndefined();
  });
});

describe('reservation-matches-return', () => {
  const law = 'reservation-matches-return';
  const helper = (reply: number, lines: readonly Line[], flags?: number) =>
    call({ reply: VM_FAULT_NOPAGE, ...(flags === undefined ? {} : { flags }) }, [
      ...RESERVED,
      ...reserved(reply, lines),
    ]);

  test('is broken by ttm_bo_vm_reserve if it says 0 without the reservation', async () => {
    const lines = call({ reply: VM_FAULT_NOPAGE }, reserve(0, [TRYLOCK_FAILS]));
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found: 'ttm_bo_vm_reserve returned 0, but resv-1 is not held',
    });
  });

  test('is broken by ttm_bo_vm_reserve if it says something else with it', async () => {
    const lines = call({ reply: VM_FAULT_SIGBUS }, reserve(VM_FAULT_SIGBUS, [TRYLOCK]));
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found: 'ttm_bo_vm_reserve returned VM_FAULT_SIGBUS, but resv-1 is still held',
    });
  });

  test('is broken by ttm_bo_vm_fault_reserved if it keeps the reservation on a retry', async () => {
    expect(await broken(law, helper(VM_FAULT_RETRY, [GET, DROP_MMAP_LOCK, PUT]))).toMatchObject({
      step: 5,
      found: 'ttm_bo_vm_fault_reserved returned VM_FAULT_RETRY, but resv-1 is still held',
    });
  });

  test.each([VM_FAULT_NOPAGE, VM_FAULT_SIGBUS, VM_FAULT_RETRY | VM_FAULT_NOPAGE])(
    'is broken by ttm_bo_vm_fault_reserved if it gives it back and says %i',
    async (reply) => {
      expect(await broken(law, helper(reply, [UNLOCK]))).toMatchObject({
        step: 3,
        found: expect.stringMatching(
          /^ttm_bo_vm_fault_reserved returned .*, but resv-1 is not held$/,
        ),
      });
    },
  );

  test('is broken by ttm_bo_vm_fault_reserved if it gives it back with RETRY_NOWAIT', async () => {
    expect(await broken(law, helper(VM_FAULT_RETRY, [UNLOCK], NOWAIT_FLAGS))).toMatchObject({
      step: 3,
      found: 'ttm_bo_vm_fault_reserved returned VM_FAULT_RETRY, but resv-1 is not held',
    });
  });

  test('is broken by a handler that returns with the reservation, whatever it says', async () => {
    expect(await broken(law, call({ reply: VM_FAULT_RETRY }, [TRYLOCK]))).toMatchObject({
      step: 2,
      found: 'the handler returned VM_FAULT_RETRY, but resv-1 is still held',
    });
  });

  test('is kept when another task has the reservation in the meantime', async () => {
    const other: TaskLine = [2, 'dma_resv_lock', 'resv-1'];
    expect(await broken(law, [...mapped(), other])).toBeUndefined();
    const busy = call({ reply: VM_FAULT_NOPAGE }, reserve(VM_FAULT_NOPAGE, [TRYLOCK_FAILS]));
    expect(await broken(law, [other, ...busy])).toBeUndefined();
    expect(await broken(law, retriedWhenMoving.toSpliced(-2, 0, other))).toBeUndefined();
  });
});
