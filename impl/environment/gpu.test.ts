import { expect, test } from 'vitest';
import { ttm_bo_handle_move_mem } from '../kernel/move.ts';
import { stage } from '../kernel/testing/stage.ts';
import { thread } from '../kernel/testing/thread.ts';
import gpu from './gpu.ts';

test('the GPU signals all that is to be signaled, oldest first, and goes on for ever', () => {
  const scene = stage({ objects: [{ moving: 'pending' }, { moving: 'pending' }] });
  const daemon = thread(scene, 9, () => gpu.start(scene.kernel)).run();
  expect(daemon.log).toEqual([
    'dma_fence_signal bdev = fence-1',
    'dma_fence_signal bdev = fence-2',
  ]);
  expect(daemon.next).toBe('dma_fence_signal');
  scene.perform(ttm_bo_handle_move_mem(scene.bo(), 'tt', 'pipelined'));
  expect(daemon.run().log.at(-1)).toBe('dma_fence_signal bdev = fence-3');
});

test('the GPU needs no lock', () => {
  const scene = stage({ objects: [{ moving: 'pending' }] });
  scene.resv().owner = 1;
  scene.mm.writer = 1;
  scene.man('vram').io_reserve_mutex.owner = 1;
  thread(scene, 9, () => gpu.start(scene.kernel)).run();
  expect(scene.fence().signaled).toBe(1);
});
