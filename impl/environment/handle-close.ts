import { LAYOUT } from '../kernel/layout.ts';
import { ttm_buffer_object } from '../kernel/structs.ts';
import { ttm_bo_put } from '../kernel/ttm-bo.ts';
import { type Actor, target } from './actor.ts';

/** User space closes its handle: without mappings, that was the last reference (domain.md §6 B10). */
const handleClose: Actor = {
  summary: 'Drops the reference that a handle holds.',
  aims: 'objects',
  variants: ['close'],
  *start(kernel, spec) {
    const index = target(spec, kernel.world.objects.length);
    // A handle can be closed once: of several closers of one handle the first one does it.
    const closers = kernel.world.environment.filter(
      (other) => other.actor === spec.actor && target(other, kernel.world.objects.length) === index,
    );
    if (kernel.world.objects[index]!.handle && closers[0] === spec) {
      yield ttm_bo_put(ttm_buffer_object.at(kernel, LAYOUT.objects[index]!));
    }
  },
};

export default handleClose;
