import type { Outcome } from '../execute.ts';
import { TASKS_MAX } from '../task.ts';
import { goOn, lowest } from '../task-set.ts';
import type { Descent } from './descent.ts';
import {
  ANY_NUMBER,
  type Exploration,
  type Explored,
  nothingExplored,
  workOf,
} from './explored.ts';
import { EVERYTHING, FOOTPRINT_WORDS, type Footprints } from './footprint.ts';
import type { Frame } from './frame.ts';
import type { Path } from './path.ts';
import { digestOfState, type Memory, States } from './states.ts';

/** Work, in transitions, that is done before it is asked again whether to stop. */
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
  private readonly descent: Descent;
  private readonly how: Exploration;
  private readonly path: Path;
  private readonly memory: Memory;
  /** Where it has been; nothing before a task has got to its first step. */
  states!: States;
  /** Frames on the path. */
  private depth = 0;
  private readonly later: Footprints = new Int32Array(TASKS_MAX * FOOTPRINT_WORDS);

  /** `descent` has not begun yet. */
  constructor(descent: Descent, how: Exploration) {
    this.descent = descent;
    this.path = descent.path;
    this.how = how;
    const { watcher } = descent;
    this.memory = {
      attends: watcher.attends,
      digest: (seed) => descent.loops.digest(watcher.digest(seed)),
    };
  }

  /** Goes on until everything has been visited (true), or until `stop` says so. */
  explore(stop: (explored: Explored) => boolean): boolean {
    if (!this.start()) return true;
    const { explored } = this;
    for (let due = STOP_EVERY; this.backtrack(); ) {
      // From the last frame on, until there is nothing new.
      let step = this.depth - 1;
      while (this.perform(step) && this.enter(step + 1, this.path.frames[step]!.chosen)) {
        if (workOf(explored) >= due) break;
        step += 1;
      }
      if (workOf(explored) < due) continue;
      due = workOf(explored) + STOP_EVERY;
      if (stop(explored)) return false;
    }
    return true;
  }

  /** An estimate of how much of the whole was visited, 0 to 1. */
  get share(): number {
    return this.depth === 0 ? 1 : this.path.share(this.depth);
  }

  /** By task: the most that it has counted in one run, as far as runs were visited. */
  get most(): number[] {
    return this.path.tasks === 0 ? [] : this.path.most(this.depth);
  }

  /** The first state; false if no task gets so far. */
  private start(): boolean {
    const ended = this.descent.start();
    if (ended) return this.end(ended, 0);
    this.states = new States(this.path.tasks);
    this.enter(0, -1);
    return true;
  }

  /** Performs the chosen transition of this step; false if nobody goes on from it. */
  private perform(step: number): boolean {
    const { descent, explored, path } = this;
    const frame = path.frames[step]!;
    frame.done |= 1 << frame.chosen;
    explored.transitions += 1;
    explored.deepest = Math.max(explored.deepest, step + 1);
    const done = descent.perform(step);
    explored.replayed = descent.stepper.replayed;
    if ('kind' in done) return this.fail(step, done);
    if (this.how.reduction === 'dpor') path.take(step, descent.machine.recorder.footprint);
    if (!done.ends) return true;
    explored.cut += 1;
    return this.leave(frame, step);
  }

  /** The run ends here, for everybody: so the transition depends on whatever they do. */
  private fail(step: number, outcome: Outcome): boolean {
    const frame = this.path.frames[step]!;
    const { machine, watcher, loops } = this.descent;
    machine.trace.step = step + 1;
    if (this.how.reduction === 'dpor') this.path.take(step, EVERYTHING);
    this.path.enter(step + 1);
    watcher.follow(loops);
    this.path.gain(step + 1, watcher.gains);
    this.end(outcome, step + 1);
    return this.leave(frame, step);
  }

  private end(outcome: Outcome, steps: number): false {
    this.explored.executions += 1;
    this.descent.watcher.end({ outcome, steps, preemptions: 0 });
    return false;
  }

  /** A state for the first time on this path; false if there is no need to go on from it. */
  private enter(step: number, current: number): boolean {
    const { how, path } = this;
    const { machine, stepper, pending } = this.descent;
    const frame = path.frames[step]!;
    const ended = stepper.look(frame, step);
    if (ended) return this.finish(frame, step, ended);
    const { alive, enabled } = frame;
    if (how.reduction === 'dpor') path.fallAsleep(step);
    else frame.budget = path.budgetAt(step, how.preemptions);
    const awake = enabled & ~frame.sleep;
    if (awake === 0) {
      this.explored.asleep += 1;
      machine.save(step);
      pending.leave(frame, step, alive & ~enabled);
      return false;
    }
    if (how.merge && this.isKnown(frame, step, current)) return false;
    frame.chosen = goOn(awake, current);
    const bound = current >= 0 && (enabled & (1 << current)) !== 0 && frame.budget === 0;
    if (how.reduction === 'dpor' || bound) frame.todo = 1 << frame.chosen;
    else frame.todo = enabled;
    this.descent.save(step);
    this.depth = step + 1;
    return true;
  }

  /** The run is over; those who never came to run may have to come first. */
  private finish(frame: Frame, step: number, outcome: Outcome): false {
    if (this.how.reduction === 'dpor' && outcome.kind !== 'step-bound-exceeded') {
      this.descent.machine.save(step);
      this.descent.pending.leave(frame, step, frame.alive);
    }
    return this.end(outcome, step);
  }

  /** Nobody goes on from this transition: so whoever could have come instead of it has to. */
  private leave(frame: Frame, step: number): false {
    if (this.how.reduction === 'dpor') {
      const { machine, pending } = this.descent;
      frame.todo |= frame.enabled;
      machine.restore(step);
      pending.leave(frame, step, frame.alive & ~frame.enabled);
    }
    return false;
  }

  /** The state has been explored under no stricter limit; if not, it is entered. */
  private isKnown(frame: Frame, step: number, current: number): boolean {
    const { states, path } = this;
    const { state } = this.descent.machine.recorder;
    const bounded = this.how.reduction === 'all';
    const goesOn = current >= 0 && (frame.enabled & (1 << current)) !== 0;
    const mustGoOn = bounded && goesOn && frame.budget !== ANY_NUMBER;
    const digest = digestOfState(state, frame, this.memory, mustGoOn ? current : -1);
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
        this.descent.restore(step);
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
