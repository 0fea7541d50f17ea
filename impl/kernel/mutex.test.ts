import { expect, test } from 'vitest';
import { EINTR } from './errno.ts';
import { mutex_lock_interruptible, mutex_unlock } from './mutex.ts';
import { stage } from './testing/stage.ts';

test('a mutex has one holder, and whoever waits for it can be interrupted', () => {
  const { kernel, bo, perform, blocks } = stage();
  const { wu_mutex } = bo();
  kernel.setSignal(0, 1);
  expect(perform(mutex_lock_interruptible(wu_mutex), 0)).toBe(0);
  expect(blocks(mutex_lock_interruptible(wu_mutex), 1)).toBe(true);
  kernel.setSignal(1, 1);
  expect(perform(mutex_lock_interruptible(wu_mutex), 1)).toBe(-EINTR);
  expect(wu_mutex.owner).toBe(1);
  perform(mutex_unlock(wu_mutex), 0);
  expect(perform(mutex_lock_interruptible(wu_mutex), 1)).toBe(0);
  expect(wu_mutex.owner).toBe(2);
});
