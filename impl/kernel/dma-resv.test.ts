import { describe, expect, test } from 'vitest';
import {
  dma_resv_lock,
  dma_resv_lock_interruptible,
  dma_resv_lock_slow,
  dma_resv_trylock,
  dma_resv_unlock,
} from './dma-resv.ts';
import { EALREADY, EDEADLK, EINTR } from './errno.ts';
import { stage } from './testing/stage.ts';
import { thread } from './testing/thread.ts';

/** domain.md §2.1. */

const LOCKS = { dma_resv_lock, dma_resv_lock_interruptible } as const;
const two = { objects: [{}, { reservation: 1 }] };

describe('a reservation', () => {
  test('is tried successfully only while it is free, by its holder neither', () => {
    const { resv, perform } = stage();
    expect(perform(dma_resv_trylock(resv()), 0)).toBe(1);
    expect(resv()).toMatchObject({ owner: 1, ctx: null });
    expect(perform(dma_resv_trylock(resv()), 1)).toBe(0);
    expect(perform(dma_resv_trylock(resv()), 0)).toBe(0);
    perform(dma_resv_unlock(resv()), 0);
    expect(perform(dma_resv_trylock(resv()), 1)).toBe(1);
  });

  test.each(Object.entries(LOCKS))('%s waits for the holder', (_, lock) => {
    const { resv, perform, blocks } = stage();
    expect(perform(lock(resv(), null), 0)).toBe(0);
    expect(blocks(lock(resv(), null), 1)).toBe(true);
    perform(dma_resv_unlock(resv()), 0);
    expect(perform(lock(resv(), null), 1)).toBe(0);
    expect(resv().owner).toBe(2);
  });

  test.each(Object.entries(LOCKS))('%s waits for ever for its own task', (_, lock) => {
    const { resv, perform, blocks } = stage();
    perform(dma_resv_trylock(resv()));
    expect(blocks(lock(resv(), null))).toBe(true);
  });

  test('that is free is taken although a signal is pending', () => {
    const { kernel, resv, perform } = stage();
    kernel.setSignal(0, 2);
    expect(perform(dma_resv_lock_interruptible(resv(), null))).toBe(0);
    expect(resv().owner).toBe(1);
  });

  test.each([1, 2])('that is not free is refused with -EINTR under signal %i', (signal) => {
    const { kernel, resv, perform, blocks } = stage();
    perform(dma_resv_trylock(resv()), 1);
    expect(blocks(dma_resv_lock_interruptible(resv(), null))).toBe(true);
    kernel.setSignal(0, signal);
    expect(perform(dma_resv_lock_interruptible(resv(), null))).toBe(-EINTR);
    expect(resv().owner).toBe(2);
    expect(blocks(dma_resv_lock(resv(), null))).toBe(true);
  });

  test('is free after anybody has unlocked it', () => {
    const { resv, perform } = stage();
    perform(dma_resv_trylock(resv()), 0);
    perform(dma_resv_unlock(resv()), 1);
    expect(resv().owner).toBe(0);
  });

  test('can be that of two objects', () => {
    const shared = stage({ objects: [{}, {}] });
    shared.perform(dma_resv_trylock(shared.bo(1).base.resv!), 1);
    expect(shared.perform(dma_resv_trylock(shared.bo(0).base.resv!))).toBe(0);
    const own = stage(two);
    own.perform(dma_resv_trylock(own.bo(1).base.resv!), 1);
    expect(own.perform(dma_resv_trylock(own.bo(0).base.resv!))).toBe(1);
  });
});

describe.each(Object.entries(LOCKS))('with a context, %s', (_, lock) => {
  test('counts what the context holds', () => {
    const { resv, ctx, perform } = stage(two);
    perform(lock(resv(0), ctx(0)));
    perform(lock(resv(1), ctx(0)));
    expect(resv(1).ctx).toBe(ctx(0));
    expect(ctx(0).acquired).toBe(2);
    perform(dma_resv_unlock(resv(0)));
    expect(ctx(0).acquired).toBe(1);
    expect(resv(0)).toMatchObject({ owner: 0, ctx: null });
  });

  test('refuses with -EALREADY what the context has', () => {
    const { resv, ctx, perform } = stage();
    perform(lock(resv(), ctx(0)));
    expect(perform(lock(resv(), ctx(0)))).toBe(-EALREADY);
    expect(ctx(0).acquired).toBe(1);
  });

  test('waits for ever for what its task has taken without the context', () => {
    const { resv, ctx, perform, blocks } = stage();
    perform(dma_resv_trylock(resv()));
    expect(blocks(lock(resv(), ctx(0)))).toBe(true);
  });

  test('lets the younger one die when it holds something that the older one may want', () => {
    const { resv, ctx, perform } = stage(two);
    perform(lock(resv(0), ctx(0, 1)), 0);
    perform(lock(resv(1), ctx(1, 2)), 1);
    expect(perform(lock(resv(0), ctx(1, 2)), 1)).toBe(-EDEADLK);
    expect(resv(0).owner).toBe(1);
    expect(ctx(1, 2).acquired).toBe(1);
  });

  test('lets the older one wait for the younger one', () => {
    const { resv, ctx, perform, blocks } = stage(two);
    perform(lock(resv(0), ctx(0, 1)), 0);
    perform(lock(resv(1), ctx(1, 2)), 1);
    expect(blocks(lock(resv(1), ctx(0, 1)), 0)).toBe(true);
  });

  test('lets the younger one wait as long as it holds nothing', () => {
    const { resv, ctx, perform, blocks } = stage();
    perform(lock(resv(), ctx(0, 1)), 0);
    expect(blocks(lock(resv(), ctx(1, 2)), 1)).toBe(true);
  });

  test('waits for a holder without a context', () => {
    const { resv, ctx, perform, blocks } = stage(two);
    perform(dma_resv_trylock(resv(0)), 0);
    perform(lock(resv(1), ctx(1, 2)), 1);
    expect(blocks(lock(resv(0), ctx(1, 2)), 1)).toBe(true);
  });

  test('ends the wait of a younger one when an older one gets the lock first', () => {
    const { resv, ctx, perform, blocks } = stage(two);
    perform(dma_resv_trylock(resv(0)), 2);
    perform(lock(resv(1), ctx(1, 2)), 1);
    expect(blocks(lock(resv(0), ctx(1, 2)), 1)).toBe(true);
    perform(dma_resv_unlock(resv(0)), 2);
    perform(lock(resv(0), ctx(0, 1)), 0);
    expect(perform(lock(resv(0), ctx(1, 2)), 1)).toBe(-EDEADLK);
  });
});

test('dma_resv_lock_slow waits, since everything else has been dropped', () => {
  const scene = stage();
  scene.perform(dma_resv_lock(scene.resv(), scene.ctx(0, 1)), 0);
  const slow = thread(scene, 1, () => dma_resv_lock_slow(scene.resv(), scene.ctx(1, 2))).run();
  expect(slow.next).toBe('dma_resv_lock');
  scene.perform(dma_resv_unlock(scene.resv()), 0);
  expect(slow.run().result).toBe(0);
  expect(scene.resv().owner).toBe(2);
});
