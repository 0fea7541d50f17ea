import type { Outcome } from '../execute.ts';
import { Loops } from './loops.ts';
import type { RecordedMachine, Stage } from './machine.ts';
import { Path } from './path.ts';
import { Pending } from './pending.ts';
import { Stepper } from './stepper.ts';
import type { Watcher } from './watcher.ts';

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
  private readonly daemons: number;

  constructor(stage: Stage, watcher: Watcher) {
    this.machine = stage.machine;
    this.watcher = watcher;
    this.stepper = new Stepper(stage);
    this.daemons = stage.daemons;
  }

  /** The first state, put away at place 0; how the run ended if no task gets so far. */
  start(): Outcome | null {
    const { machine, watcher, path } = this;
    watcher.begin();
    const begun = this.stepper.start();
    if ('kind' in begun) return begun;
    path.tasks = begun.length;
    const frame = path.enter(0);
    frame.begin(begun);
    this.pending = new Pending(machine, this.stepper, path, this.daemons);
    this.loops = new Loops(path.tasks);
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
