import { expect, test } from 'vitest';
import { stage } from '../kernel/testing/stage.ts';
import { thread } from '../kernel/testing/thread.ts';
import fork from './fork.ts';
import munmap from './munmap.ts';

const LOCKED = ['down_write_queue mm', 'down_write mm'];

test('the vma of a child has a reference of its own until the child exits', () => {
  const scene = stage();
  const spec = { actor: 'fork', target: 0, variant: 'child-exits' };
  const actor = thread(scene, 1, () => fork.start(scene.kernel, spec, 1))
    .run('up_write')
    .step();
  expect(scene.bo().kref).toBe(3);
  expect(actor.run().log).toEqual([
    ...[...LOCKED, 'dup_mmap vma-1 = child-vma-1', 'ttm_bo_get bo-1', 'up_write mm'],
    ...[...LOCKED, 'ttm_bo_put bo-1', 'vm_area_free child-vma-1', 'up_write mm'],
  ]);
  expect(scene.bo().kref).toBe(2);
});

test('a vma that is gone is not copied', () => {
  const scene = stage();
  const gone = { actor: 'munmap', target: 0, variant: 'write-locked' };
  thread(scene, 1, () => munmap.start(scene.kernel, gone, 1)).run();
  const spec = { actor: 'fork', target: 0, variant: 'child-exits' };
  const actor = thread(scene, 2, () => fork.start(scene.kernel, spec, 2)).run();
  expect(actor.log).toEqual([...LOCKED, 'dup_mmap vma-1', 'up_write mm']);
});
