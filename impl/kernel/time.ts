import { Operation } from '../../scheduler/operation.ts';
import { LAYOUT } from './memory/layout.ts';
import { primitive } from './primitive.ts';

/**
 * Time, as far as anybody notices it: a wait that is given an end comes to it (domain.md §2.3).
 *
 * There is no clock. That so much time passes is a step of somebody, and that it passed before the
 * wait began is as if it had passed right afterwards.
 */

/** Where it stands that time has passed for a task. */
export const timerOf = (task: number): number => LAYOUT.timers + 4 * task;

const PASS = primitive({
  name: 'time_passes',
  args: ['task'],
  perform(kernel, _task, { a: task }) {
    kernel.change(timerOf(task), 1);
    return 0;
  },
});

/** So much time passes that the next bounded wait of a faulting task runs out of it. */
export const time_passes = (task: number): Operation => new Operation(PASS, LAYOUT.timers, task);
