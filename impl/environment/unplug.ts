import { drm_dev_unplug, synchronize_srcu } from '../kernel/drm-device.ts';
import { LAYOUT } from '../kernel/memory/layout.ts';
import { ttm_bo_device, ttm_buffer_object } from '../kernel/memory/structs.ts';
import { unmap_mapping_range } from '../kernel/page-table.ts';
import type { Actor } from './actor.ts';

/**
 * Unplugs the device: nobody gets into a section any more, those inside are waited for, and then
 * every entry of every object is taken away (domain.md §2.9, §4).
 */
const unplug: Actor = {
  summary: 'Unplugs the device, and takes all its mappings away.',
  aims: 'objects',
  variants: ['unplug'],
  *start(kernel) {
    const device = ttm_bo_device.at(kernel, LAYOUT.device);
    yield drm_dev_unplug(device);
    yield synchronize_srcu(device);
    for (const index of kernel.world.objects.keys()) {
      yield unmap_mapping_range(ttm_buffer_object.at(kernel, LAYOUT.objects[index]!));
    }
  },
};

export default unplug;
