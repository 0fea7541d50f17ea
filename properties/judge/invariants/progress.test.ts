import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import type { Outcome } from '../../../scheduler/execute.ts';
import { broken, call, type Line, type TaskLine, WORLD } from '../testing/hand-written.ts';
import {
  DROP_MMAP_LOCK,
  GET,
  IO_LOCK,
  IO_UNLOCK,
  mapped,
  PUT,
  RESERVED,
  retriedWhenBusy,
  retriedWhenMoving,
  TRYLOCK,
  TRYLOCK_FAILS,
  UNLOCK,
} from '../testing/well-behaved.ts';

describe('restarts-bounded', () => {
  const law = 'restarts-bounded';
  const trap: TaskLine = [0, 'trap_begin', 'mm', { a: 0x10000000 }];

  test('is broken by dropping the mmap lock a second time in one trap', async () => {
    const lines = [trap, ...retriedWhenBusy, ...retriedWhenMoving];
    const violation = await broken(law, lines);
    // The first call has 9 operations, its down_read included, the second 8.
    expect(violation).toMatchObject({
      step: 17,
      found: 'VM_FAULT_RETRY with the mmap lock dropped, time 2 in one trap',
    });
  });

  test('counts per trap and per task', async () => {
    const other = call({ reply: VM_FAULT_RETRY, task: 1 }, [GET, DROP_MMAP_LOCK, PUT]);
    const lines = [trap, ...retriedWhenBusy, ...other, ...mapped(), trap, ...retriedWhenMoving];
    expect(await broken(law, lines)).toBeUndefined();
  });
});

describe('deadlock-free', () => {
  const law = 'deadlock-free';
  const ended = (...blocked: number[]): Outcome => ({ kind: 'deadlocked', blocked });
  const world = {
    ...WORLD,
    environment: [{ actor: 'submitter', target: 0, variant: 'one-copies' }],
  };
  const entered = call({ reply: 0 }, RESERVED).slice(0, -1);

  test('is broken by the inversion, told by what each one holds', async () => {
    const lines: TaskLine[] = [
      [2, 'dma_resv_lock', 'resv-1'],
      [0, 'down_read', 'mm'],
    ];
    const violation = await broken(law, lines, { world, outcome: ended(0, 2, 3, 4) });
    expect(violation).toMatchObject({
      task: 0,
      step: 2,
      found: 'task 0 is blocked and holds the mmap lock; task 2 is blocked and holds resv-1',
    });
  });

  test('is broken by a lock that its owner took to the grave', async () => {
    const leak = [
      ...call({ reply: 2 }, [TRYLOCK, IO_LOCK, UNLOCK]),
      [0, 'up_read', 'mm'] as const,
      [1, 'down_read', 'mm'] as const,
    ];
    const violation = await broken(law, leak, { world, outcome: ended(1, 3, 4) });
    expect(violation).toMatchObject({
      task: 0,
      found: 'task 0 has ended and holds man-vram; task 1 is blocked and holds the mmap lock',
    });
  });

  test('does not count daemons, which are at rest', async () => {
    expect(await broken(law, entered, { world, outcome: ended(3, 4) })).toBeUndefined();
    expect(await broken(law, entered, { world, outcome: ended(2, 3, 4) })).toMatchObject({
      task: 0,
      found: expect.stringContaining('task 2 is blocked and holds nothing'),
    });
  });

  test('is kept by a run that completes', async () => {
    expect(await broken(law, [...mapped(), ...mapped(1)], { world })).toBeUndefined();
  });
});

describe('always-resolves', () => {
  const law = 'always-resolves';
  const trap = (fingerprint: number): TaskLine => [
    0,
    'trap_begin',
    'mm',
    { a: 0x10000000, c: fingerprint },
  ];
  const access: TaskLine = [0, 'user_access', 'mm', { a: 0x10000000 }];
  /** A trap whose handler did this and returned NOPAGE, and the access that faults again. */
  const round = (fingerprint: number, lines: readonly Line[], flags = 0): TaskLine[] => [
    trap(fingerprint),
    ...call({ reply: VM_FAULT_NOPAGE, flags }, lines),
    [0, 'up_read', 'mm'],
    access,
  ];
  const busy = (fingerprint: number) => round(fingerprint, [TRYLOCK_FAILS]);

  test('is broken by answering contention at once, where nobody else acts', async () => {
    const lines = [...busy(0), ...busy(7), trap(7)];
    expect(await broken(law, lines)).toMatchObject({
      step: 8,
      task: 0,
      found:
        'the access faults again with nothing changed, as the reservation is busy and was not waited for: this never ends',
    });
  });

  test('is broken by an error that is answered with VM_FAULT_NOPAGE', async () => {
    const failing: Line[] = [TRYLOCK, ['vmf_insert_pfn', 'vma-1', { reply: 2 }], UNLOCK];
    const violation = await broken(law, [...round(0, failing), ...round(7, failing), trap(7)]);
    expect(violation).toMatchObject({
      step: 12,
      found: 'the access faults again with nothing changed: this never ends',
    });
  });

  test('is kept while another task acts in between', async () => {
    const other: TaskLine = [2, 'dma_fence_is_signaled', 'fence-1'];
    expect(await broken(law, [...busy(0), ...busy(7), other, trap(7)])).toBeUndefined();
    const inside = busy(7).toSpliced(3, 0, other);
    expect(await broken(law, [...busy(0), ...inside, trap(7)])).toBeUndefined();
    // What it did before this trap began is part of the fingerprint.
    expect(await broken(law, [...busy(0), other, access, ...busy(7), trap(7)])).toMatchObject({
      step: 10,
    });
  });

  test('is kept while anything changes, or where no fingerprint was taken', async () => {
    expect(await broken(law, [...busy(0), ...busy(7), trap(8)])).toBeUndefined();
    expect(await broken(law, [...busy(0), trap(0)])).toBeUndefined();
  });

  test('allows to spin with a signal pending, or when told to come again', async () => {
    const signal: TaskLine = [0, 'signaled', 0, { a: 0, b: 1 }];
    expect(await broken(law, [signal, ...busy(0), ...busy(7), trap(7)])).toBeUndefined();
    const again = (fingerprint: number) =>
      round(fingerprint, [TRYLOCK, ['fault_reserve_notify', 'bo-1', { reply: -16 }], UNLOCK]);
    expect(await broken(law, [...again(0), ...again(7), trap(7)])).toBeUndefined();
  });

  test('is broken by a run that comes to no end, if a handler is to blame', async () => {
    const entered = call({ reply: 0, task: 1 }, [IO_LOCK, IO_UNLOCK]).slice(0, -1);
    const endless = (task: number): Outcome => ({ kind: 'step-bound-exceeded', task });
    const found = 'the run does not come to an end';
    expect(await broken(law, entered, { outcome: endless(1) })).toMatchObject({ task: 1, found });
    expect(await broken(law, entered, { outcome: endless(3) })).toMatchObject({ task: 1, found });
    expect(await broken(law, mapped(), { outcome: endless(3) })).toBeUndefined();
  });
});
