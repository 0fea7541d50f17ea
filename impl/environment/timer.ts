import { time_passes } from '../kernel/time.ts';
import { type Actor, target } from './actor.ts';

/** Lets the time of a bounded wait run out while the GPU is still at work (domain.md §2.3). */
const timer: Actor = {
  summary: 'Lets so much time pass that a bounded wait comes to its end.',
  aims: 'faults',
  variants: ['passes'],
  *start(kernel, spec) {
    yield time_passes(target(spec, kernel.world.faults.length));
  },
};

export default timer;
