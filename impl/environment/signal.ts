import { send_signal } from '../kernel/signal.ts';
import { type Actor, target } from './actor.ts';

/** Sends a faulting task a signal, one that kills it or one that does not (domain.md §3.5). */
const signal: Actor = {
  summary: 'Sends a faulting task a signal.',
  aims: 'faults',
  variants: ['non-fatal', 'fatal'],
  *start(kernel, spec) {
    const task = target(spec, kernel.world.faults.length);
    yield send_signal(task, spec.variant === 'fatal' ? 2 : 1);
  },
};

export default signal;
