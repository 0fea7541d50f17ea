import { expect, test } from 'vitest';
import { drm_dev_enter, drm_dev_exit } from '../kernel/drm-device.ts';
import { stage } from '../kernel/testing/stage.ts';
import { thread } from '../kernel/testing/thread.ts';
import unplug from './unplug.ts';

test('the device goes once nobody is inside a section, and all entries with it', () => {
  const scene = stage({ vmas: [{ present: [0] }] });
  const device = scene.bo().bdev!;
  scene.perform(drm_dev_enter(device), 0);
  const spec = { actor: 'unplug', target: 0, variant: 'unplug' };
  const actor = thread(scene, 1, () => unplug.start(scene.kernel, spec, 1)).run();
  expect(actor.next).toBe('synchronize_srcu');
  expect(scene.perform(drm_dev_enter(device), 2)).toBe(0);
  scene.perform(drm_dev_exit(device), 0);
  expect(actor.run().log).toEqual([
    ...['drm_dev_unplug bdev', 'synchronize_srcu bdev', 'unmap_mapping_range bo-1'],
  ]);
  expect(scene.slot().pte_prot.at(0)).toBe(0);
});
