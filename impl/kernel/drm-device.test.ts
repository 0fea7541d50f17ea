import { expect, test } from 'vitest';
import { drm_dev_enter, drm_dev_exit } from './drm-device.ts';
import { stage } from './testing/stage.ts';

test('sections of a device nest, and are counted', () => {
  const { bo, perform } = stage();
  const device = bo().bdev!;
  expect(perform(drm_dev_enter(device), 0)).toBe(1);
  expect(perform(drm_dev_enter(device), 0)).toBe(1);
  expect(perform(drm_dev_enter(device), 1)).toBe(1);
  perform(drm_dev_exit(device), 0);
  expect(device.readers).toBe(2);
});
