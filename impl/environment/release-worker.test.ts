import { expect, test } from 'vitest';
import { dma_resv_trylock, dma_resv_unlock } from '../kernel/dma-resv.ts';
import { stage } from '../kernel/testing/stage.ts';
import { thread } from '../kernel/testing/thread.ts';
import { ttm_bo_put } from '../kernel/ttm-bo.ts';
import releaseWorker from './release-worker.ts';

test('the release worker destroys what has been let go of, once it is idle', () => {
  const scene = stage({
    objects: [{ handle: false }, { reservation: 1, handle: false }],
    vmas: [{}, { object: 1 }],
  });
  const { bo, resv, perform } = scene;
  for (const index of [0, 1]) {
    perform(dma_resv_trylock(resv(index)), 0);
    perform(ttm_bo_put(bo(index)), 0);
  }
  const daemon = thread(scene, 9, () => releaseWorker.start(scene.kernel)).run();
  expect(daemon.log).toEqual([]);
  perform(dma_resv_unlock(resv(1)), 0);
  expect(daemon.run().log).toEqual(['ttm_bo_delayed_delete bdev = bo-2']);
  perform(dma_resv_unlock(resv(0)), 0);
  expect(daemon.run().log).toHaveLength(2);
  expect(scene.kernel.objects()).toEqual([]);
});
