import { describe, expect, test } from 'vitest';
import { failing, play, type Setting, versions } from './testing/play.ts';

/** `ttm_bo_vm_fault_idle` in every version: the rows of domain.md §1.2. */

const pending = { object: { moving: 'pending' } } as const satisfies Setting;
const withoutRetry = { ...pending, fault: { caller: 'fixup-locked' } } as const satisfies Setting;

describe.each(versions)('%s', (version) => {
  test('does nothing for an object that is not moving (row 1)', () => {
    const [call] = play(version, {});
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M' });
    expect(call!.operations).not.toContain('dma_fence_is_signaled');
  });

  test('gives the fence of a finished move back, and maps (row 2)', () => {
    const [call] = play(version, { object: { moving: 'signaled' } });
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M' });
    expect(call!.operations).not.toContain('dma_fence_wait');
    expect(call!.operations).toContain('dma_fence_put');
    expect(call!.mapped).toBeGreaterThan(0);
  });

  test('does not wait for a caller that does not want to (row 3)', () => {
    const [call] = play(version, { ...pending, fault: { caller: 'nowait' } });
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: 'M', mapped: 0 });
    expect(call!.operations).not.toContain('dma_fence_wait');
    // The helper keeps the reservation, unlike the helper that could not get it.
    expect(call!.helpers.at(-1) ?? 'VM_FAULT_RETRY M+R').toBe('VM_FAULT_RETRY M+R');
  });

  test('drops the mmap lock while it waits, and holds nothing in the end (row 4)', () => {
    const [call, again] = play(version, pending);
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: '-', mapped: 0 });
    expect(call!.operations.slice(-5)).toEqual([
      'ttm_bo_get',
      'up_read',
      'dma_fence_wait',
      'dma_resv_unlock',
      'ttm_bo_put',
    ]);
    expect(again, 'the next round finds the fence signaled').toMatchObject({
      code: 'VM_FAULT_NOPAGE',
      held: 'M',
    });
    expect(again!.operations).toContain('dma_fence_put');
  });

  test('asks for a retry whatever became of the wait (row 4)', () => {
    const [call] = play(version, { ...pending, ...failing('dma_fence_wait', 'EINVAL') });
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: '-' });
  });

  test('waits under the mmap lock where no retry is allowed (row 5a)', () => {
    const calls = play(version, withoutRetry);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M' });
    expect(calls[0]!.operations).toContain('dma_fence_wait');
    expect(calls[0]!.mapped).toBeGreaterThan(0);
  });

  test.each([
    ['5b', 'ERESTARTSYS', 'VM_FAULT_NOPAGE'],
    ['5c', 'EINVAL', 'VM_FAULT_SIGBUS'],
    ['5c', 'EDEADLK', 'VM_FAULT_SIGBUS'],
  ] as const)('maps nothing when that wait fails (row %s, -%s)', (_row, error, code) => {
    const [call] = play(version, { ...withoutRetry, ...failing('dma_fence_wait', error) });
    expect(call).toMatchObject({ code, held: 'M', mapped: 0 });
    expect(call!.operations).not.toContain('dma_fence_put');
  });
});
