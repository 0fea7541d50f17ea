import { describe, expect, test } from 'vitest';
import { dma_resv_trylock, dma_resv_unlock } from './dma-resv.ts';
import { ERESTARTSYS } from './errno.ts';
import { type Stage, stage } from './testing/stage.ts';
import { type Thread, thread } from './testing/thread.ts';
import { ttm_bo_wait_unreserved } from './ttm-bo.ts';

/** domain.md §2.1, last paragraph. */

const waiter = (scene: Stage, task: number): Thread =>
  thread(scene, task, () => ttm_bo_wait_unreserved(scene.bo())).run();
/** Task 3 holds the reservation. */
const reserved = (): Stage => {
  const scene = stage();
  scene.perform(dma_resv_trylock(scene.resv()), 3);
  return scene;
};

describe('ttm_bo_wait_unreserved', () => {
  test('does not touch a reservation that is free', () => {
    const wait = waiter(stage(), 0);
    expect(wait.log).toEqual([
      'mutex_lock_interruptible bo-1.wu_mutex',
      'mutex_unlock bo-1.wu_mutex',
    ]);
    expect(wait.result).toBe(0);
  });

  test('takes a reservation that is not, and gives it back', () => {
    const scene = reserved();
    const wait = waiter(scene, 0);
    expect(wait.next).toBe('dma_resv_lock_interruptible');
    scene.perform(dma_resv_unlock(scene.resv()), 3);
    expect(wait.run().log.slice(1)).toEqual([
      'dma_resv_lock_interruptible resv-1',
      'dma_resv_unlock resv-1',
      'mutex_unlock bo-1.wu_mutex',
    ]);
    expect(wait.result).toBe(0);
    expect(scene.resv().owner).toBe(0);
  });

  test('lets one waiter at a time at the reservation', () => {
    const scene = reserved();
    const [first, second] = [waiter(scene, 0), waiter(scene, 1)];
    expect([first.next, second.next]).toEqual([
      'dma_resv_lock_interruptible',
      'mutex_lock_interruptible',
    ]);
    scene.perform(dma_resv_unlock(scene.resv()), 3);
    expect(second.run().next).toBe('mutex_lock_interruptible');
    expect(first.run().result).toBe(0);
    expect(second.run().result).toBe(0);
  });

  test('is ended by a signal with -ERESTARTSYS, and leaves the mutex free', () => {
    const scene = reserved();
    const wait = waiter(scene, 0);
    scene.kernel.setSignal(0, 1);
    expect(wait.run().result).toBe(-ERESTARTSYS);
    expect(scene.resv().owner).toBe(4);
    expect(scene.bo().wu_mutex.owner).toBe(0);
  });

  test('is ended by a signal behind another waiter as well', () => {
    const scene = reserved();
    waiter(scene, 0);
    const second = waiter(scene, 1);
    scene.kernel.setSignal(1, 1);
    expect(second.run().result).toBe(-ERESTARTSYS);
    expect(scene.bo().wu_mutex.owner).toBe(1);
  });
});
