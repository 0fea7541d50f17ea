import type { Execution, Outcome } from '../execute.ts';
import type { Strategy } from '../strategy.ts';
import { Loops } from './loops.ts';
import type { RecordedMachine, Watcher } from './machine.ts';
import { Path } from './path.ts';
import { Pending } from './pending.ts';
import { Stepper } from './stepper.ts';

/** How a transition went: whether nothing that follows matters, or how the run ended there. */
export type Descended = Outcome | { readonly ends: boolean };

/**
 * Goes down a path of the machine, one transition after the other, with the watcher beside it.
 *
 * Whoever uses it says which task goes next, in the frame of the step.
 */
export class Descent {
  readonly machine: RecordedMachine;
  readonly watcher: Watcher;
  readonly stepper: Stepper;
  readonly path = new Path();
  /** Nothing before a task has got to its first step. */
  loops!: Loops;
  pending!: Pending;
  /** Tasks that a run waits for. */
  readonly workers: number;

  /** `run` runs all tasks from the start; `daemons` are those that no run waits for. */
  constructor(
    machine: RecordedMachine,
    watcher: Watcher,
    { run, daemons }: { run: (strategy: Strategy) => Execution; daemons: number },
  ) {
    this.machine = machine;
    this.watcher = watcher;
    this.stepper = new Stepper(machine, run);
    this.workers = ~daemons;
  }

  /** The first state, put away at place 0; how the run ended if no task gets so far. */
  start(): Outcome | null {
    const { machine, watcher, path } = this;
    watcher.begin();
    const begun = this.stepper.start();
    if (!Array.isArray(begun)) return begun;
    path.tasks = begun.length;
    this.pending = new Pending(machine, this.stepper, path, this.workers);
    this.loops = new Loops(begun.length);
    const frame = path.enter(0);
    frame.locals.splice(0, frame.locals.length, ...begun);
    this.loops.use(frame.loops.fill(0));
    watcher.follow(this.loops);
    this.save(0);
    return null;
  }

  /** Performs the chosen transition of this step. */
  perform(step: number): Descended {
    const { loops, path, watcher } = this;
    const { recorder } = this.machine;
    const frame = path.frames[step]!;
    const task = frame.chosen;
    const [low, high] = recorder.state;
    const done = this.stepper.perform(path.frames, step);
    if ('kind' in done) return done;
    const next = path.enter(step + 1);
    next.follow(frame, task, done.next);
    loops.use(next.loops);
    loops.take(task, recorder.footprint, recorder.state[0]! ^ low!, recorder.state[1]! ^ high!);
    const ends = watcher.follow(loops);
    path.gain(step + 1, watcher.gains);
    this.pending.note(task, done.next.pending === null);
    return { ends };
  }

  /** Puts the state away at which this step begins. */
  save(step: number): void {
    this.machine.save(step);
    this.watcher.save(step);
  }

  /** Goes back to a state that was put away. */
  restore(step: number): void {
    this.machine.restore(step);
    this.watcher.restore(step);
    this.loops.use(this.path.frames[step]!.loops);
  }
}
