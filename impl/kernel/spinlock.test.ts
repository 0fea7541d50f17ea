import { expect, test } from 'vitest';
import { spin_lock, spin_unlock } from './spinlock.ts';
import { stage } from './testing/stage.ts';

test('a spinlock has one holder, and others spin until it is given back', () => {
  const { kernel, bo, perform, blocks } = stage();
  const { lru_lock } = bo().bdev!.glob!;
  perform(spin_lock(lru_lock), 0);
  expect(lru_lock.owner).toBe(1);
  kernel.setSignal(1, 2);
  expect(blocks(spin_lock(lru_lock), 1)).toBe(true);
  expect(blocks(spin_lock(lru_lock), 0)).toBe(true);
  perform(spin_unlock(lru_lock), 0);
  perform(spin_lock(lru_lock), 1);
  expect(lru_lock.owner).toBe(2);
});
