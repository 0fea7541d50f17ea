import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, PROFILE, type TaskLine } from '../testing/hand-written.ts';
import {
  DROP_MMAP_LOCK,
  IO_LOCK,
  LOCK,
  mapped,
  mappedAfterWait,
  NOWAIT_FLAGS,
  nowaitWhenBusy,
  retriedWhenBusy,
  retriedWhenMoving,
  WAIT_FENCE,
} from '../testing/well-behaved.ts';

const MMAP_FIRST = { profile: { ...PROFILE, lockOrder: 'mmap-first' as const } };

describe('no-wait-under-mmap-lock', () => {
  const law = 'no-wait-under-mmap-lock';
  const waiting = (line: Line, flags?: number) =>
    call({ reply: VM_FAULT_NOPAGE, ...(flags === undefined ? {} : { flags }) }, [line]);

  test('is broken by waiting for a fence that could have been waited for without', async () => {
    expect(await broken(law, waiting(WAIT_FENCE))).toMatchObject({
      step: 1,
      found: 'waited for fence-1 with the mmap lock held, although a retry is allowed',
    });
  });

  test('is broken by waiting for the reservation, in either lock order', async () => {
    const found = 'waited for resv-1 with the mmap lock held, although a retry is allowed';
    expect(await broken(law, waiting(LOCK))).toMatchObject({ step: 1, found });
    expect(await broken(law, waiting(LOCK), MMAP_FIRST)).toMatchObject({ step: 1, found });
  });

  test('is kept by a call that did not have to wait', async () => {
    expect(await broken(law, waiting(['dma_fence_wait', 'fence-1', { a: 1 }]))).toBeUndefined();
  });

  test('is kept where no retry is allowed, and where it is done without the lock', async () => {
    expect(await broken(law, mappedAfterWait)).toBeUndefined();
    expect(await broken(law, waiting(LOCK, NOWAIT_FLAGS))).toBeUndefined();
    expect(await broken(law, [...retriedWhenBusy, ...retriedWhenMoving])).toBeUndefined();
  });
});

describe('waits-are-interruptible', () => {
  const law = 'waits-are-interruptible';
  const doing = (line: Line) => call({ reply: VM_FAULT_NOPAGE }, [line]);

  test.each<[string, Line]>([
    ['fence-1', ['dma_fence_wait', 'fence-1', { a: 0 }]],
    ['resv-1', ['dma_resv_lock', 'resv-1']],
    ['the io_reserve lock of man-vram', ['ttm_mem_io_lock', 'man-vram', { a: 0 }]],
  ])('is broken by a wait for %s that takes no notice of signals', async (name, line) => {
    expect(await broken(law, doing(line))).toMatchObject({
      step: 1,
      found: `the wait for ${name} cannot be interrupted`,
    });
  });

  test('is broken by populating without an ear for signals where they end it', async () => {
    const profile = { ...PROFILE, populate: 'interruptible' as const };
    const deaf: Line = ['ttm_tt_populate', 'ttm-1', { a: 0 }];
    expect(await broken(law, doing(deaf), { profile })).toMatchObject({
      found: 'populating ttm-1 cannot be interrupted',
    });
    const hearing: Line = ['ttm_tt_populate', 'ttm-1', { a: 1 }];
    expect(await broken(law, doing(hearing), { profile })).toBeUndefined();
  });

  test('does not mind an io lock that is none, nor populating before v6.4', async () => {
    expect(await broken(law, doing(['ttm_mem_io_lock', 'man-tt', { a: 0 }]))).toBeUndefined();
    expect(await broken(law, doing(['ttm_tt_populate', 'ttm-1', { a: 0 }]))).toBeUndefined();
  });

  test('is kept by interruptible waits, and binds only the handler', async () => {
    expect(await broken(law, [...retriedWhenMoving, ...mapped(1)])).toBeUndefined();
    const actor: TaskLine = [2, 'dma_resv_lock', 'resv-1'];
    expect(await broken(law, [actor, ...retriedWhenBusy])).toBeUndefined();
  });
});

describe('nowait-never-sleeps', () => {
  const law = 'nowait-never-sleeps';
  const nowait = (...lines: Line[]) => call({ reply: VM_FAULT_RETRY, flags: NOWAIT_FLAGS }, lines);

  test('is broken by waiting for a fence, for a reservation or for the io lock', async () => {
    const ioLock: Line = ['ttm_mem_io_lock', 'man-vram', { a: 1, waited: true, reply: -4 }];
    const lock: Line = ['dma_resv_lock_interruptible', 'resv-1', { waited: true }];
    for (const wait of [WAIT_FENCE, ioLock, lock]) {
      expect(await broken(law, nowait(wait))).toMatchObject({
        step: 2,
        found: 'VM_FAULT_RETRY after 1 waits with RETRY_NOWAIT',
      });
    }
  });

  test('is broken by dropping the mmap lock', async () => {
    expect(await broken(law, nowait(DROP_MMAP_LOCK))).toMatchObject({
      step: 2,
      found: 'VM_FAULT_RETRY after the mmap lock was dropped with RETRY_NOWAIT',
    });
  });

  test('says nothing about other results and other callers', async () => {
    const lines: Line[] = [WAIT_FENCE];
    const mapping = call({ reply: VM_FAULT_NOPAGE, flags: NOWAIT_FLAGS }, lines);
    expect(await broken(law, mapping)).toBeUndefined();
    expect(await broken(law, retriedWhenMoving)).toBeUndefined();
  });

  test('is kept by a handler that returns at once', async () => {
    expect(await broken(law, nowaitWhenBusy)).toBeUndefined();
    expect(await broken(law, nowait(IO_LOCK))).toBeUndefined();
  });
});
