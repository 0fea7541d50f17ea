import { expect, test } from 'vitest';
import {
  alloc_page,
  drm_dev_enter,
  drm_dev_exit,
  drm_dev_unplug,
  drmm_add_action,
  GFP_KERNEL,
  synchronize_srcu,
} from './drm-device.ts';
import { ENOMEM } from './errno.ts';
import { LAYOUT } from './memory/layout.ts';
import { page } from './memory/structs.ts';
import { isDummyPfn, pfn_valid } from './pfn.ts';
import { failing } from './testing/sketch.ts';
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

test('nobody gets into a section of a device that is unplugged, and nothing is to be left', () => {
  const { bo, perform } = stage();
  const device = bo().bdev!;
  perform(drm_dev_unplug(device), 1);
  expect(perform(drm_dev_enter(device), 0)).toBe(0);
  expect(device.readers).toBe(0);
});

test('unplugging waits for those who are inside a section', () => {
  const { bo, perform, blocks } = stage();
  const device = bo().bdev!;
  perform(drm_dev_enter(device), 0);
  perform(drm_dev_unplug(device), 1);
  expect(blocks(synchronize_srcu(device), 1)).toBe(true);
  perform(drm_dev_exit(device), 0);
  expect(blocks(synchronize_srcu(device), 1)).toBe(false);
});

test('a page of zeroes is memory of the system that belongs to no object, or is not to be had', () => {
  const { kernel, perform } = stage({ faults: [{}, {}] });
  const address = perform(alloc_page(GFP_KERNEL), 1);
  expect(address).toBe(LAYOUT.dummyPages[1]);
  const { pfn } = page.at(kernel, address);
  expect([isDummyPfn(pfn), pfn_valid(pfn)]).toEqual([true, true]);
  expect(stage(failing('alloc_page', 'ENOMEM')).perform(alloc_page(GFP_KERNEL))).toBe(0);
});

test('what is to be done with the device may not find room', () => {
  const add = ({ bo, perform }: ReturnType<typeof stage>) => perform(drmm_add_action(bo().bdev!));
  expect(add(stage())).toBe(0);
  expect(add(stage(failing('drmm_add_action', 'ENOMEM')))).toBe(-ENOMEM);
});
