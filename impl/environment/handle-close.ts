import { LAYOUT } from '../kernel/memory/layout.ts';
import { ttm_buffer_object } from '../kernel/memory/structs.ts';
import { ttm_bo_put } from '../kernel/ttm-bo.ts';
import { type Actor, target } from './actor.ts';

/**
 * User space closes its handle: without mappings, that was the last reference (domain.md §6 B10).
 */
const handleClose: Actor = {
  summary: 'Drops the reference that a handle holds.',
  aims: 'objects',
  variants: ['close'],
  *start(kernel, spec, task) {
    const { environment, faults, objects } = kernel.world;
    const index = target(spec, objects.length);
    // A handle can be closed once: of several closers of one handle the first one does it.
    const closer = environment.findIndex(
      (other) => other.actor === spec.actor && target(other, objects.length) === index,
    );
    if (objects[index]!.handle && faults.length + closer === task) {
      yield ttm_bo_put(ttm_buffer_object.at(kernel, LAYOUT.objects[index]!));
    }
  },
};

export default handleClose;
