import { type Execution, type Outcome, STEPS_MAX } from '../execute.ts';
import { goOn, lowest, type Strategy } from '../strategy.ts';
import { TASKS_MAX } from '../task.ts';
import { ANY_NUMBER, type Exploration, type Explored, nothingExplored } from './explored.ts';
import { EVERYTHING, FOOTPRINT_WORDS, type Footprints } from './footprint.ts';
import type { Frame } from './frame.ts';
import { Loops } from './loops.ts';
import type { RecordedMachine, Watcher } from './machine.ts';
import { Path } from './path.ts';
import { Pending, pendingTasks } from './pending.ts';
import { digestOfState, SEEDS, States } from './states.ts';
import { Stepper } from './stepper.ts';

/** Paths between two questions whether to stop. */
const STOP_EVERY = 64;

/**
 * Visits every interleaving of a set of tasks.
 *
 * Depth first over the states of the machine. Of interleavings that differ only in the order of
 * independent transitions one is visited: where two race, the other order is tried too (source
 * sets; Abdulla, Aronis, Jonsson, Sagonas, POPL 2014); sleep sets keep explored choices from being
 * tried again in the other order; and a state that was explored is not entered again: what its
 * tasks did in it stands for them (Yang, Chen, Gopalakrishnan, Kirby, SPIN 2008).
 *
 * The conditions: runs are finite, tasks deterministic, and footprints hold all that is touched.
 */
export class Explorer {
  readonly explored: Explored = nothingExplored();
  private readonly machine: RecordedMachine;
  private readonly watcher: Watcher;
  private readonly how: Exploration;
  private readonly stepper: Stepper;
  /** Tasks that a run waits for. */
  private readonly workers: number;
  /** Where it has been; nothing before a task has got to its first step. */
  states!: States;
  private path!: Path;
  private loops!: Loops;
  private pending!: Pending;
  private tasks = 0;
  /** Frames on the path. */
  private depth = 0;
  private readonly later: Footprints = new Int32Array(TASKS_MAX * FOOTPRINT_WORDS);

  /** `run` runs all tasks from the start; `daemons` are those that no run waits for. */
  constructor(
    machine: RecordedMachine,
    watcher: Watcher,
    run: (strategy: Strategy) => Execution,
    { daemons, how }: { daemons: number; how: Exploration },
  ) {
    this.machine = machine;
    this.watcher = watcher;
    this.how = how;
    this.stepper = new Stepper(machine, run);
    this.workers = ~daemons;
  }

  /** Goes on until everything has been visited (true), or until `stop` says so. */
  explore(stop: (explored: Explored) => boolean): boolean {
    if (!this.start()) return true;
    for (let paths = 1; this.backtrack(); paths += 1) {
      // From the last frame on, until there is nothing new.
      let step = this.depth - 1;
      while (this.perform(step) && this.enter(step + 1, this.path.frames[step]!.chosen)) step += 1;
      if (paths % STOP_EVERY === 0 && stop(this.explored)) return false;
    }
    return true;
  }

  /** An estimate of how much of the whole was visited, 0 to 1. */
  get share(): number {
    return this.depth === 0 ? 1 : this.path.share(this.depth);
  }

  /** By task: the most that it has counted in one run, as far as runs were visited. */
  get most(): number[] {
    return this.tasks === 0 ? [] : this.path.most(this.depth);
  }

  /** The first state; false if no task gets so far. */
  private start(): boolean {
    const { machine, watcher } = this;
    watcher.begin();
    const begun = this.stepper.start();
    if (!Array.isArray(begun)) return this.end(begun, 0);
    this.tasks = begun.length;
    this.states = new States(this.tasks);
    this.path = new Path(this.tasks);
    this.pending = new Pending(machine, this.stepper, this.path, this.workers);
    this.loops = new Loops(this.tasks);
    const frame = this.path.enter(0);
    frame.locals.splice(0, frame.locals.length, ...begun);
    this.loops.use(frame.loops.fill(0));
    watcher.follow(this.loops);
    machine.save(0);
    watcher.save(0);
    this.enter(0, -1);
    return true;
  }

  /** Performs the chosen transition of this step; false if nobody goes on from it. */
  private perform(step: number): boolean {
    const { explored, loops, path, watcher } = this;
    const { recorder } = this.machine;
    const frame = path.frames[step]!;
    const task = frame.chosen;
    frame.done |= 1 << task;
    explored.transitions += 1;
    explored.deepest = Math.max(explored.deepest, step + 1);
    const [low, high] = recorder.state;
    const done = this.stepper.perform(path.frames, step);
    explored.reruns = this.stepper.reruns;
    if ('kind' in done) return this.fail(step, done);

    const next = path.enter(step + 1);
    next.follow(frame, task, done.next);
    loops.use(next.loops);
    loops.take(task, recorder.footprint, recorder.state[0]! ^ low!, recorder.state[1]! ^ high!);
    const ends = watcher.follow(loops);
    path.gain(step + 1, watcher.gains);
    if (this.how.reduction === 'dpor') {
      this.pending.note(task, done.next.pending === null);
      path.take(step, recorder.footprint);
    }
    if (!ends) return true;
    explored.cut += 1;
    return this.leave(frame, step);
  }

  /** The run ends here, for everybody: so the transition depends on whatever they do. */
  private fail(step: number, outcome: Outcome): boolean {
    const frame = this.path.frames[step]!;
    this.machine.trace.step = step + 1;
    if (this.how.reduction === 'dpor') this.path.take(step, EVERYTHING);
    this.path.enter(step + 1);
    this.watcher.follow(this.loops);
    this.path.gain(step + 1, this.watcher.gains);
    this.end(outcome, step + 1);
    return this.leave(frame, step);
  }

  private end(outcome: Outcome, steps: number): false {
    this.explored.executions += 1;
    this.watcher.end({ outcome, steps, preemptions: 0 });
    return false;
  }

  /** A state for the first time on this path; false if there is no need to go on from it. */
  private enter(step: number, current: number): boolean {
    const { how, path } = this;
    const frame = path.frames[step]!;
    const { alive, enabled } = this.stepper.look(frame.locals);
    frame.enabled = enabled;
    if ((alive & this.workers) === 0) return this.finish(frame, step, alive, { kind: 'completed' });
    if (enabled === 0) {
      const blocked = frame.locals.flatMap(({ pending }, task) => (pending ? [task] : []));
      return this.finish(frame, step, alive, { kind: 'deadlocked', blocked });
    }
    if (step >= STEPS_MAX) return this.end({ kind: 'step-bound-exceeded', task: current }, step);
    frame.waited |= alive & ~enabled;
    if (how.reduction === 'dpor') path.fallAsleep(step);
    else frame.budget = path.budgetAt(step, how.preemptions);
    const awake = enabled & ~frame.sleep;
    if (awake === 0) {
      this.explored.asleep += 1;
      this.machine.save(step);
      this.pending.leave(frame, step, alive & ~enabled);
      return false;
    }
    if (how.merge && this.isKnown(frame, step, current)) return false;
    frame.chosen = goOn(awake, current);
    const bound = current >= 0 && (enabled & (1 << current)) !== 0 && frame.budget === 0;
    if (how.reduction === 'dpor' || bound) frame.todo = 1 << frame.chosen;
    else frame.todo = enabled;
    this.machine.save(step);
    this.watcher.save(step);
    this.depth = step + 1;
    return true;
  }

  /** The run is over; those who never came to run may have to come first. */
  private finish(frame: Frame, step: number, alive: number, outcome: Outcome): false {
    if (this.how.reduction === 'dpor') {
      this.machine.save(step);
      this.pending.leave(frame, step, alive);
    }
    return this.end(outcome, step);
  }

  /** Nobody goes on from this transition: so whoever could have come instead of it has to. */
  private leave(frame: Frame, step: number): false {
    if (this.how.reduction === 'dpor') {
      frame.todo |= frame.enabled;
      this.machine.restore(step);
      this.pending.leave(frame, step, pendingTasks(frame) & ~frame.enabled);
    }
    return false;
  }

  /** The state has been explored under no stricter limit; if not, it is entered. */
  private isKnown(frame: Frame, step: number, current: number): boolean {
    const { states, path } = this;
    const bounded = this.how.reduction === 'all';
    const goesOn = current >= 0 && (frame.enabled & (1 << current)) !== 0;
    const digest = digestOfState(this.machine.recorder.state, frame.locals, {
      waited: frame.waited & this.watcher.attends,
      remembered: SEEDS.map((seed) => this.loops.digest(this.watcher.digest(seed))),
      current: bounded && goesOn && frame.budget !== ANY_NUMBER ? current : -1,
    });
    const limit = bounded ? frame.budget : frame.sleep;
    const entry = states.explored(digest);
    const before = entry >= 0 ? states.limit(entry) : limit;
    const covered = entry >= 0 && (bounded ? before >= limit : (before & ~limit) === 0);
    if (!covered) {
      // What slept both times has not been explored at all.
      frame.entry = states.enter(digest, bounded ? limit : limit & before);
      this.explored.states = states.count;
      return false;
    }
    this.explored.merged += 1;
    path.countUp(step, states.mostOf(entry, frame.most));
    if (!bounded) path.doLater(step, states.laterOf(entry, this.later));
    return true;
  }

  /** Goes back to the last state where something is left to try; false if there is none. */
  private backtrack(): boolean {
    while (this.depth > 0) {
      const step = this.depth - 1;
      const frame = this.path.frames[step]!;
      const left = frame.todo & ~frame.done & ~frame.sleep;
      if (left !== 0) {
        // The first choice of a new frame goes on; any other one starts from its state.
        if ((left & (1 << frame.chosen)) === 0) frame.chosen = lowest(left);
        this.machine.restore(step);
        this.watcher.restore(step);
        this.loops.use(frame.loops);
        return true;
      }
      if (frame.entry >= 0) this.states.leave(frame.entry, frame);
      this.path.uniteLater(step, frame.later);
      this.path.countUp(step, frame.most);
      this.depth -= 1;
    }
    return false;
  }
}
