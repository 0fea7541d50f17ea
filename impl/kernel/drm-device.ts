import { Operation } from '../../scheduler/operation.ts';
import type { Kernel } from './kernel.ts';
import { LAYOUT } from './memory/layout.ts';
import { type page, ttm_bo_device } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/** The device: how it goes, what keeps it from going, what is left of it (domain.md §2.9). */

const ENTER = primitive({
  name: 'drm_dev_enter',
  reply: 'bool',
  perform(kernel, _task, { object }) {
    if (kernel.see(object + ttm_bo_device.offsets.unplugged) !== 0) return 0;
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

const UNPLUG = primitive({
  name: 'drm_dev_unplug',
  perform(kernel, _task, { object }) {
    kernel.change(object + ttm_bo_device.offsets.unplugged, 1);
    return 0;
  },
});

const SYNCHRONIZE = primitive({
  name: 'synchronize_srcu',
  enabled: (kernel, _task, { object }) => ttm_bo_device.at(kernel, object).readers === 0,
  perform: () => 0,
});

const ALLOCATE = primitive({
  name: 'alloc_page',
  args: ['hex'],
  reply: 'address',
  failures: ['ENOMEM'],
  perform: (kernel, task) => (kernel.failure(ALLOCATE, task) === 0 ? LAYOUT.dummyPages[task]! : 0),
});

const FREE = primitive({ name: '__free_page', perform: () => 0 });

const ADD_ACTION = primitive({
  name: 'drmm_add_action',
  reply: 'errno',
  failures: ['ENOMEM'],
  perform: (kernel, task) => kernel.failure(ADD_ACTION, task),
});

/**
 * 1 and the device stays until `drm_dev_exit`, which every path has to call; 0 and nothing is to be
 * given back once it is gone.
 */
export const drm_dev_enter = (device: ttm_bo_device): Operation => new Operation(ENTER, device.ptr);
export const drm_dev_exit = (device: ttm_bo_device): Operation => new Operation(EXIT, device.ptr);
/** From now on nobody gets into a section. */
export const drm_dev_unplug = (device: ttm_bo_device): Operation =>
  new Operation(UNPLUG, device.ptr);
/** Waits until everybody has left the sections. */
export const synchronize_srcu = (device: ttm_bo_device): Operation =>
  new Operation(SYNCHRONIZE, device.ptr);

export const GFP_KERNEL = 0xcc0;
export const __GFP_ZERO = 0x100;

/** A page, or NULL; the same one whenever a task asks, since nobody tells them apart. */
export const alloc_page = (flags: number): Operation => new Operation(ALLOCATE, 0, flags);
export const __free_page = (page: page): Operation => new Operation(FREE, page.ptr);
/** Has something done once the device goes; -ENOMEM, and the caller has to do it at once. */
export const drmm_add_action = (device: ttm_bo_device): Operation =>
  new Operation(ADD_ACTION, device.ptr);
