import { lowest } from '../task-set.ts';
import { addToEnd, unite, waitForEnd } from './footprint.ts';
import { type Frame, ofTask } from './frame.ts';
import type { RecordedMachine } from './machine.ts';
import type { Path } from './path.ts';
import type { Stepper } from './stepper.ts';

/**
 * What tasks ask for at states from which a path does not go on: in other orders they may come
 * first, as they may before a step that ends the run for those for whom nobody waits.
 */
export class Pending {
  private readonly machine: RecordedMachine;
  private readonly stepper: Stepper;
  private readonly path: Path;
  /** Tasks that no run waits for. */
  private readonly daemons: number;

  constructor(machine: RecordedMachine, stepper: Stepper, path: Path, daemons: number) {
    this.machine = machine;
    this.stepper = stepper;
    this.path = path;
    this.daemons = daemons;
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
    return (this.daemons & (1 << task)) !== 0;
  }
}
