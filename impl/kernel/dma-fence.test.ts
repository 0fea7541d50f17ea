import { describe, expect, test } from 'vitest';
import {
  dma_fence_get,
  dma_fence_is_signaled,
  dma_fence_put,
  dma_fence_signal,
  dma_fence_wait,
  dma_fence_wait_timeout,
  UNBOUNDED,
} from './dma-fence.ts';
import { EDEADLK, EINVAL, ERESTARTSYS } from './errno.ts';
import { POISON } from './kernel.ts';
import { FENCE_SIGNALED, FREED } from './marks.ts';
import { FENCES_MAX } from './memory/layout.ts';
import { failing, type Sketch } from './testing/sketch.ts';
import { stage } from './testing/stage.ts';
import { time_passes } from './time.ts';

/** domain.md §2.3. */

const pending: Sketch = { objects: [{ moving: 'pending' }] };
const both: Sketch = {
  objects: [{ moving: 'pending' }, { moving: 'pending', reservation: 1 }],
};

describe('a fence', () => {
  test('that a move left belongs to its object and to the GPU', () => {
    const { bo, fence } = stage(pending);
    expect(bo().moving).toBe(fence());
    expect(fence()).toMatchObject({ refcount: 2, signaled: 0 });
  });

  test('is kept by references, and poisoned when the last one is put', () => {
    const { kernel, fence, perform, events } = stage(pending);
    expect(perform(dma_fence_get(fence()))).toBe(fence().ptr);
    expect(fence().refcount).toBe(3);
    perform(dma_fence_signal());
    perform(dma_fence_put(fence()));
    expect(fence()).toMatchObject({ refcount: 1, signaled: 1 });
    expect(events(FREED)).toEqual([]);
    perform(dma_fence_put(fence()));
    expect(fence()).toMatchObject({ refcount: POISON, signaled: POISON });
    expect(events(FREED)).toMatchObject([{ object: fence().ptr }]);
    expect(kernel.words.filter((word) => word === POISON)).toHaveLength(4);
  });

  test('that is NULL can be got and put, and not be asked or waited for', () => {
    const { kernel, perform } = stage();
    const before = kernel.fingerprint();
    expect(perform(dma_fence_get(null))).toBe(0);
    expect(perform(dma_fence_put(null))).toBe(0);
    expect(kernel.fingerprint()).toBe(before);
    expect(() => dma_fence_is_signaled(null)).toThrow(TypeError);
    expect(() => dma_fence_wait(null, true)).toThrow(TypeError);
  });

  test('is signaled once and for all', () => {
    const { fence, perform, blocks, events } = stage(pending);
    expect(perform(dma_fence_is_signaled(fence()))).toBe(0);
    expect(perform(dma_fence_signal())).toBe(fence().ptr);
    expect(events(FENCE_SIGNALED)).toMatchObject([{ object: fence().ptr }]);
    expect(perform(dma_fence_is_signaled(fence()))).toBe(1);
    expect(blocks(dma_fence_signal())).toBe(true);
  });

  test('is signaled by the GPU in the order in which moves were given to it', () => {
    const { fence, perform, blocks } = stage(both);
    expect(perform(dma_fence_signal())).toBe(fence(0).ptr);
    expect([fence(0).signaled, fence(1).signaled]).toEqual([1, 0]);
    expect(perform(dma_fence_signal())).toBe(fence(1).ptr);
    expect(blocks(dma_fence_signal())).toBe(true);
  });

  test('is never waited for by the GPU', () => {
    expect(stage().blocks(dma_fence_signal())).toBe(true);
    expect(stage({ objects: [{ moving: 'signaled' }] }).blocks(dma_fence_signal())).toBe(true);
  });

  test('is one of a limited number', () => {
    const { kernel } = stage();
    for (let count = 0; count < FENCES_MAX; count += 1) kernel.emitFence();
    expect(() => kernel.emitFence()).toThrow(`at most ${FENCES_MAX} fences`);
  });
});

describe('waiting for a fence', () => {
  test.each([true, false])('lasts until it is signaled (interruptible: %s)', (intr) => {
    const { fence, perform, blocks } = stage(pending);
    expect(blocks(dma_fence_wait(fence(), intr))).toBe(true);
    perform(dma_fence_signal(), 1);
    expect(perform(dma_fence_wait(fence(), intr))).toBe(0);
  });

  test.each([1, 2])('is ended by signal %i if it is interruptible', (signal) => {
    const { kernel, fence, perform, blocks } = stage(pending);
    kernel.setSignal(0, signal);
    expect(perform(dma_fence_wait(fence(), true))).toBe(-ERESTARTSYS);
    expect(blocks(dma_fence_wait(fence(), false))).toBe(true);
    expect(blocks(dma_fence_wait(fence(), true), 1)).toBe(true);
  });

  test('succeeds with a signal pending when the fence is signaled already', () => {
    const { kernel, fence, perform } = stage({ objects: [{ moving: 'signaled' }] });
    kernel.setSignal(0, 1);
    expect(perform(dma_fence_wait(fence(), true))).toBe(0);
  });

  test.each([
    ['EINVAL', -EINVAL],
    ['EDEADLK', -EDEADLK],
    ['ERESTARTSYS', -ERESTARTSYS],
  ] as const)('can fail with -%s without being waited for', (error, reply) => {
    const { fence, perform, blocks } = stage({ ...pending, ...failing('dma_fence_wait', error) });
    expect(perform(dma_fence_wait(fence(), true))).toBe(reply);
    expect(blocks(dma_fence_wait(fence(), true), 1)).toBe(true);
  });

  test('that is to fail the second time lasts the first time', () => {
    const second = failing('dma_fence_wait', 'EINVAL', 2);
    const { kernel, fence, perform, blocks } = stage({ ...pending, ...second });
    expect(blocks(dma_fence_wait(fence(), true))).toBe(true);
    kernel.setSignal(0, 1);
    expect(perform(dma_fence_wait(fence(), true))).toBe(-ERESTARTSYS);
    expect(perform(dma_fence_wait(fence(), true))).toBe(-EINVAL);
    expect(perform(dma_fence_wait(fence(), true))).toBe(-ERESTARTSYS);
  });

  test.each(['EINVAL', 'EDEADLK', 'ERESTARTSYS'] as const)(
    'cannot fail with -%s once there is nothing to wait for',
    (error) => {
      const { fence, perform } = stage({
        objects: [{ moving: 'signaled' }],
        ...failing('dma_fence_wait', error),
      });
      expect(perform(dma_fence_wait(fence(), true))).toBe(0);
      expect(perform(dma_fence_wait_timeout(fence(), true, 250))).toBe(250);
    },
  );
});

describe('a wait that is given an end', () => {
  test('says how much time is left once the fence is signaled', () => {
    const { fence, perform, blocks } = stage(pending);
    expect(blocks(dma_fence_wait_timeout(fence(), true, 250))).toBe(true);
    perform(dma_fence_signal(), 1);
    expect(perform(dma_fence_wait_timeout(fence(), true, 250))).toBe(250);
  });

  test('gives 0 once its time has run out, and the next one waits again', () => {
    const { fence, perform, blocks } = stage(pending);
    perform(time_passes(0), 1);
    expect(blocks(dma_fence_wait_timeout(fence(), true, 250), 2)).toBe(true);
    expect(perform(dma_fence_wait_timeout(fence(), true, 250))).toBe(0);
    expect(blocks(dma_fence_wait_timeout(fence(), true, 250))).toBe(true);
  });

  test('ends by no time at all if that is unbounded', () => {
    const { fence, perform, blocks } = stage(pending);
    perform(time_passes(0), 1);
    expect(blocks(dma_fence_wait_timeout(fence(), true, UNBOUNDED))).toBe(true);
    expect(blocks(dma_fence_wait(fence(), true))).toBe(true);
  });

  test('is a question if it has no time', () => {
    const { fence, perform, blocks } = stage(pending);
    expect(blocks(dma_fence_wait_timeout(fence(), true, 0))).toBe(false);
    expect(perform(dma_fence_wait_timeout(fence(), true, 0))).toBe(0);
    perform(dma_fence_signal(), 1);
    expect(perform(dma_fence_wait_timeout(fence(), true, 0))).toBe(1);
  });

  test('of less than no time is wrong', () => {
    const { fence, perform } = stage(pending);
    expect(perform(dma_fence_wait_timeout(fence(), true, -1))).toBe(-EINVAL);
  });
});
