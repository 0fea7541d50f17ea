import { Operation } from '../../scheduler/operation.ts';
import { SIGNALED } from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { primitive } from './primitive.ts';

/** Signals: 1 is one that a handler catches, 2 one that kills (domain.md §3.5). */

const SEND = primitive({
  name: 'send_signal',
  args: ['task', 'int'],
  perform(kernel, _task, { a: task, b: signal }) {
    kernel.setSignal(task, Math.max(kernel.signal(task), signal));
    kernel.trace.mark(SIGNALED, _task, 0, task, signal);
    return 0;
  },
});

/** Makes a signal pending for a task, unless a worse one is. */
export const send_signal = (task: number, signal: 1 | 2): Operation =>
  new Operation(SEND, LAYOUT.signals, task, signal);

const PENDING = primitive({
  name: 'signal_pending',
  reply: 'int',
  perform: (kernel, task) => kernel.signal(task),
});

/** The signal that the task itself has: 0 none, 1 one that a handler catches, 2 one that kills. */
export const signal_pending = (): Operation => new Operation(PENDING, LAYOUT.signals);
