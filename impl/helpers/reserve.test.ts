import { describe, expect, test } from 'vitest';
import { type First, play, type Setting, type Version, versions } from './testing/play.ts';

/** `ttm_bo_vm_reserve` in every version: the rows of domain.md §1.4. */

const busy = {
  environment: [{ actor: 'submitter', target: 0, variant: 'one' }],
} as const satisfies Setting;
/** The submitter (task 1) takes a reference and the reservation, then the fault begins. */
const submitterFirst: First = [
  { at: 0, to: 1 },
  { at: 2, to: 0 },
];
const interrupted = {
  environment: [...busy.environment, { actor: 'signal', target: 0, variant: 'non-fatal' }],
} as const satisfies Setting;

/** Up to v5.5 nobody waits for a reservation under the mmap lock. */
const never: readonly Version[] = ['v5.3', 'rfc', 'v5.5'];
const waiting = versions.filter((version) => !never.includes(version));

describe.each(versions)('%s', (version) => {
  test('takes a free reservation without waiting (row 1)', () => {
    const [call] = play(version, {});
    expect(call!.operations[0]).toBe('dma_resv_trylock');
    expect(call!.helpers[0] ?? '0 M+R').toBe('0 M+R');
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M' });
  });

  test('drops the mmap lock while it waits with its own reference (row 2)', () => {
    const [call, again] = play(version, busy, submitterFirst);
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: '-' });
    const { operations } = call!;
    expect(operations.slice(0, 3)).toEqual(['dma_resv_trylock', 'ttm_bo_get', 'up_read']);
    expect(operations).toContain('dma_resv_lock_interruptible');
    expect(operations.at(-1)).toBe('ttm_bo_put');
    expect(again).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M' });
  });

  test('answers a caller that does not want to wait at once (row 3)', () => {
    const [call] = play(version, { ...busy, fault: { caller: 'nowait' } }, submitterFirst);
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: 'M' });
    expect(call!.operations).toEqual(['dma_resv_trylock']);
    expect(call!.helpers[0] ?? 'VM_FAULT_RETRY M').toBe('VM_FAULT_RETRY M');
  });
});

describe('where no retry is allowed (row 4)', () => {
  const setting: Setting = { ...busy, fault: { caller: 'fixup-locked' } };

  test.each(never)('%s gives up at once', (version) => {
    const [call] = play(version, setting, submitterFirst);
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M', mapped: 0 });
    expect(call!.operations).toEqual(['dma_resv_trylock']);
  });

  test.each(waiting)('%s waits under the mmap lock, and maps', (version) => {
    const calls = play(version, setting, submitterFirst);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M', mapped: 3 });
    expect(calls[0]!.operations.slice(0, 2)).toEqual([
      'dma_resv_trylock',
      'dma_resv_lock_interruptible',
    ]);
  });

  test.each(waiting)('%s gives up when a signal ends that wait', (version) => {
    // Steps: 0, 1 submitter; 2, 3, 4 access, mmap lock, trylock; 5 signal; 6 the wait.
    const first = [...submitterFirst, { at: 5, to: 1 }, { at: 6, to: 0 }];
    const [call] = play(version, { ...interrupted, fault: { caller: 'fixup-locked' } }, first);
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M', mapped: 0 });
    expect(call!.operations).toHaveLength(2);
  });
});

test('v5.11 refuses imported objects here, and keeps nothing', () => {
  const [call] = play('v5.11', { object: { placement: 'tt', imported: true } });
  expect(call).toMatchObject({ code: 'VM_FAULT_SIGBUS', helpers: ['VM_FAULT_SIGBUS M'] });
});
