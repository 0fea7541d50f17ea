import { lowest } from '../strategy.ts';
import { addToEnd, unite, waitForEnd } from './footprint.ts';
import { type Frame, ofTask } from './frame.ts';
import type { RecordedMachine } from './machine.ts';
import type { Path } from './path.ts';
import type { Stepper } from './stepper.ts';

/** The tasks that have not finished at this state, as a mask. */
export const pendingTasks = ({ locals }: Frame): number =>
  locals.reduce((mask, { pending }, task) => (pending ? mask | (1 << task) : mask), 0);

/**
 * What tasks ask for at states from which a path does not go on: in other orders they may come
 * first, as they may before a step that ends the run for those for whom nobody waits.
 */
export class Pending {
  private readonly machine: RecordedMachine;
  private readonly stepper: Stepper;
  private readonly path: Path;
  /** Tasks that a run waits for. */
  private readonly workers: number;

  constructor(machine: RecordedMachine, stepper: Stepper, path: Path, workers: number) {
    this.machine = machine;
    this.stepper = stepper;
    this.path = path;
    this.workers = workers;
  }

  /** A transition of this task is being performed, perhaps its last one. */
  note(task: number, finishes: boolean): void {
    const { footprint } = this.machine.recorder;
    if (this.isDaemon(task)) waitForEnd(footprint);
    else if (finishes) addToEnd(footprint);
  }

  /** These tasks do not go on from a saved state: what they ask for may have to come earlier. */
  leave(frame: Frame, step: number, tasks: number): void {
    const { machine, path } = this;
    const { footprint } = machine.recorder;
    for (let rest = tasks; rest !== 0; rest &= rest - 1) {
      const task = lowest(rest);
      this.stepper.rehearse(task, frame.locals[task]!.pending!);
      if (this.isDaemon(task)) waitForEnd(footprint);
      unite(frame.later, ofTask(task), footprint, 0);
      path.backtrack(task, step, footprint);
      machine.restore(step);
    }
    path.uniteLater(step, frame.later);
  }

  private isDaemon(task: number): boolean {
    return (this.workers & (1 << task)) === 0;
  }
}
