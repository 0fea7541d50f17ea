import { Operation } from '../../scheduler/operation.ts';
import type { Kernel } from './kernel.ts';
import { ttm_bo_device } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/** Sections that keep a device from being unplugged: an SRCU read lock (domain.md §2.9). */

const ENTER = primitive({
  name: 'drm_dev_enter',
  reply: 'bool',
  perform(kernel, _task, { object }) {
    kernel.add(object + ttm_bo_device.offsets.readers, 1);
    return 1;
  },
});

const EXIT = primitive({
  name: 'drm_dev_exit',
  perform(kernel: Kernel, _task, { object }) {
    kernel.add(object + ttm_bo_device.offsets.readers, -1);
    return 0;
  },
});

/** 1 and the device stays until `drm_dev_exit`, which every path has to call. */
export const drm_dev_enter = (device: ttm_bo_device): Operation => new Operation(ENTER, device.ptr);
export const drm_dev_exit = (device: ttm_bo_device): Operation => new Operation(EXIT, device.ptr);
