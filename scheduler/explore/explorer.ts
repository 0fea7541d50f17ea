import { mix } from '../digest.ts';
import { type Execution, type Outcome, STEPS_MAX } from '../execute.ts';
import { Crash } from '../machine.ts';
import type { Operation } from '../operation.ts';
import { count, goOn, lowest, type Strategy } from '../strategy.ts';
import { TASKS_MAX } from '../task.ts';
import { FOOTPRINT_WORDS, type Footprints } from './footprint.ts';
import { type Frame, ofTask } from './frame.ts';
import { Loops } from './loops.ts';
import type { RecordedMachine, Watcher } from './machine.ts';
import { Path } from './path.ts';
import { Rerun } from './rerun.ts';
import { States } from './states.ts';
import { replayEvents, retrace, type Stretch } from './unfolding.ts';

/** How an exploration goes about it. */
export interface Exploration {
  /**
   * `dpor`: dynamic partial-order reduction with sleep sets; `all`: every choice at every state,
   * which is what the reduction is checked against, and what a bound needs.
   */
  readonly reduction: 'dpor' | 'all';
  /** Do not go on from a state that has been explored. */
  readonly merge: boolean;
  /** Preemptions that a path may have; only with `all`. */
  readonly preemptions: number;
}

/** What an exploration has come to. */
export interface Explored {
  /** Runs that came to an end. */
  executions: number;
  /** Paths left at a state that had been explored; at one where all that is left sleeps. */
  merged: number;
  asleep: number;
  /** Paths left because nothing more could be concluded from them. */
  cut: number;
  transitions: number;
  /** Steps of the longest run. */
  deepest: number;
  /** Distinct states; 0 when they are not merged. */
  states: number;
  /** Times that a task's code was really run, from the start of the run on. */
  reruns: number;
}

/** Paths between two questions whether to stop. */
const STOP_EVERY = 64;

/** A footprint that conflicts with every other one. */
const ALL: Footprints = new Int32Array(FOOTPRINT_WORDS).fill(-1);

/**
 * Visits every interleaving of a set of tasks.
 *
 * Depth first over the states of the machine. Of interleavings that differ only in the order of
 * independent transitions one is visited: backtrack points are put where a transition conflicts with
 * an earlier one that does not happen before it, sleep sets keep explored choices from being tried
 * again in the other order, and a state that was explored is not entered again: what its tasks did
 * in it stands for them (Yang, Chen, Gopalakrishnan, Kirby, SPIN 2008). The conditions: runs are
 * finite, tasks deterministic, and a footprint holds all that a transition reads or writes, the
 * question who is enabled included.
 */
export class Explorer {
  readonly explored: Explored = {
    executions: 0,
    merged: 0,
    asleep: 0,
    cut: 0,
    transitions: 0,
    deepest: 0,
    states: 0,
    reruns: 0,
  };
  private readonly machine: RecordedMachine;
  private readonly watcher: Watcher;
  private readonly how: Exploration;
  private readonly rerun: Rerun;
  private states!: States;
  private path!: Path;
  private loops!: Loops;
  private tasks = 0;
  /** Frames on the path. */
  private depth = 0;
  private workers = 0;
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
    this.rerun = new Rerun(machine, run);
    this.workers = ~daemons;
  }

  /** Goes on until everything has been visited (true), or until `stop` says so. */
  explore(stop: (explored: Explored) => boolean): boolean {
    if (!this.start()) return true;
    let countdown = STOP_EVERY;
    while (this.backtrack()) {
      this.advance();
      countdown -= 1;
      if (countdown > 0) continue;
      countdown = STOP_EVERY;
      if (stop(this.explored)) return false;
    }
    return true;
  }

  /**
   * An estimate of how much of the whole was visited, 0 to 1: each state on the path shares out what
   * is left among its choices (Kilby, Slaney, Thiebaux, Walsh, AAAI 2006).
   */
  get share(): number {
    let share = 0;
    let weight = 1;
    for (const { todo, done, sleep } of this.path.frames.slice(0, this.depth)) {
      const choices = count((todo | done) & ~sleep);
      const explored = Math.max(0, count(done) - 1);
      share += weight * (explored / Math.max(1, choices));
      weight /= Math.max(1, choices);
    }
    return this.depth === 0 ? 1 : share;
  }

  /** The first state; false if no task gets so far. */
  private start(): boolean {
    const { machine, watcher } = this;
    watcher.begin();
    const begun = this.rerun.start();
    if (!Array.isArray(begun)) {
      watcher.end({ outcome: begun, steps: 0, preemptions: 0 });
      return false;
    }
    this.tasks = begun.length;
    this.states = new States(this.tasks);
    this.path = new Path(this.tasks);
    this.loops = new Loops(this.tasks);
    const frame = this.path.enter(0);
    frame.loops.fill(0);
    this.loops.use(frame.loops);
    watcher.follow(this.loops);
    frame.locals.splice(0, frame.locals.length, ...begun);
    machine.save(0);
    watcher.save(0);
    this.enter(0, -1);
    return true;
  }

  /** From the last frame on: performs its choice, and goes on until there is nothing new. */
  private advance(): void {
    let step = this.depth - 1;
    while (this.perform(step)) {
      step += 1;
      const current = this.path.frames[step - 1]!.chosen;
      if (!this.enter(step, current)) return;
    }
  }

  /** Performs the chosen transition of this step; false if nobody goes on from it. */
  private perform(step: number): boolean {
    const { machine, watcher, path } = this;
    const { recorder, trace } = machine;
    const frame = path.frames[step]!;
    const task = frame.chosen;
    const operation = frame.locals[task]!.pending!;
    frame.done |= 1 << task;
    this.explored.transitions += 1;
    this.explored.deepest = Math.max(this.explored.deepest, step + 1);
    recorder.clear();
    const [low, high] = recorder.state;
    trace.step = step;
    trace.offer(frame.enabled);
    const event = trace.length;
    const { kind, object, a, b, c } = operation;
    const waited = (frame.waited >> task) & 1;
    trace.append(kind.code, task, object, a, b, c, 0, (step << 1) | waited);
    let reply: number;
    try {
      reply = kind.perform(machine, task, operation);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      const message = `${error.name}: ${error.message}`;
      return this.fail(step, { kind: 'crashed', task, message });
    }
    trace.words[event + 6] = reply;

    const stretch = this.resume(step, event, reply);
    if (stretch.failure) return this.fail(step, stretch.failure);
    const next = path.enter(step + 1);
    for (let each = 0; each < this.tasks; each += 1) next.locals[each] = frame.locals[each]!;
    next.locals[task] = stretch.next;
    // What was seen blocked stays so until it runs.
    next.waited = frame.waited & ~(1 << task);
    trace.step = step + 1;
    next.loops.set(frame.loops);
    this.loops.use(next.loops);
    // Whether it can go on at once is part of what the transition has seen.
    if (stretch.next.pending) this.isEnabled(task, stretch.next.pending);
    this.loops.take(
      task,
      recorder.footprint,
      recorder.state[0]! ^ low!,
      recorder.state[1]! ^ high!,
    );
    const ends = watcher.follow(this.loops);
    if (this.how.reduction === 'dpor') path.take(step, recorder.footprint);
    if (!ends) return true;
    this.explored.cut += 1;
    frame.todo |= frame.enabled;
    return false;
  }

  /** The task's own code, as it is known or for the first time. */
  private resume(step: number, began: number, answer: number): Stretch {
    const { machine, path } = this;
    const { chosen, locals } = path.frames[step]!;
    const local = locals[chosen]!;
    const performed = machine.trace.length;
    machine.running = chosen;
    const known = retrace(machine, local.after(answer));
    machine.running = -1;
    if (known) {
      replayEvents(machine, known);
      return known;
    }
    this.explored.reruns += 1;
    return this.rerun.learn(path.frames, step, { answer, began, performed });
  }

  /** The run ends here, for everybody: so the transition depends on whatever they do. */
  private fail(step: number, outcome: Outcome): boolean {
    const frame = this.path.frames[step]!;
    this.machine.trace.step = step + 1;
    if (this.how.reduction === 'dpor') this.path.take(step, ALL);
    frame.todo |= frame.enabled;
    this.watcher.follow(this.loops);
    return this.end(outcome, step + 1);
  }

  private end(outcome: Outcome, steps: number): boolean {
    this.explored.executions += 1;
    this.watcher.end({ outcome, steps, preemptions: 0 });
    return false;
  }

  /** A state for the first time on this path; false if there is no need to go on from it. */
  private enter(step: number, current: number): boolean {
    const { how, path } = this;
    const frame = path.frames[step]!;
    let alive = 0;
    for (let task = 0; task < this.tasks; task += 1) {
      const { pending } = frame.locals[task]!;
      if (!pending) continue;
      alive |= 1 << task;
      if (this.isEnabledQuietly(task, pending)) frame.enabled |= 1 << task;
    }
    if ((alive & this.workers) === 0) return this.finish(frame, step, { kind: 'completed' });
    if (frame.enabled === 0) {
      const blocked = frame.locals.flatMap(({ pending }, task) => (pending ? [task] : []));
      return this.finish(frame, step, { kind: 'deadlocked', blocked });
    }
    if (step >= STEPS_MAX) return this.end({ kind: 'step-bound-exceeded', task: current }, step);
    frame.waited |= alive & ~frame.enabled;
    if (how.reduction === 'dpor') path.fallAsleep(step);
    else frame.budget = this.budgetAt(step);
    const awake = frame.enabled & ~frame.sleep;
    if (awake === 0) {
      this.explored.asleep += 1;
      path.uniteLater(step, frame.later);
      return false;
    }
    if (how.merge && this.isKnown(frame, step, current)) return false;
    frame.chosen = goOn(awake, current);
    if (how.reduction === 'dpor') frame.todo = 1 << frame.chosen;
    else if (current < 0 || (frame.enabled & (1 << current)) === 0 || frame.budget > 0) {
      frame.todo = frame.enabled;
    } else frame.todo = 1 << current;
    this.machine.save(step);
    this.watcher.save(step);
    this.depth = step + 1;
    return true;
  }

  /** The run is over; those who never came to run may have to come first. */
  private finish(frame: Frame, step: number, outcome: Outcome): boolean {
    if (this.how.reduction === 'dpor') {
      frame.locals.forEach(({ pending }, task) => {
        if (pending) this.rehearse(step, task, pending);
      });
    }
    return this.end(outcome, step);
  }

  /** What a task would do now if it could, without doing it. */
  private rehearse(step: number, task: number, operation: Operation): void {
    const { machine, path } = this;
    machine.save(step);
    machine.recorder.clear();
    if (this.isEnabled(task, operation)) {
      try {
        operation.kind.perform(machine, task, operation);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
    this.later.fill(0);
    this.later.set(machine.recorder.footprint, ofTask(task));
    path.uniteLater(step, this.later);
    path.backtrack(task, step, machine.recorder.footprint, 0, true);
    machine.restore(step);
  }

  /** Preemptions that are left when so many steps have been chosen. */
  private budgetAt(step: number): number {
    if (step === 0) return this.how.preemptions;
    const { budget, chosen, enabled } = this.path.frames[step - 1]!;
    const before = step > 1 ? this.path.frames[step - 2]!.chosen : chosen;
    return before !== chosen && (enabled & (1 << before)) !== 0 ? budget - 1 : budget;
  }

  /** The state has been explored under no stricter limit; if not, it is entered. */
  private isKnown(frame: Frame, step: number, current: number): boolean {
    const { states, path } = this;
    const bounded = this.how.reduction === 'all';
    const goesOn = current >= 0 && (frame.enabled & (1 << current)) !== 0;
    const digest = this.digest(frame, bounded && goesOn ? current : -1);
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
    if (bounded) return true;
    states.laterOf(entry, this.later);
    for (let task = 0; task < this.tasks; task += 1) {
      path.backtrack(task, step, this.later, ofTask(task), false);
    }
    path.uniteLater(step, this.later);
    return true;
  }

  /** 53 bits of the state: the machine, its tasks, and what the watcher remembers. */
  private digest({ locals, waited }: Frame, current: number): number {
    const { state } = this.machine.recorder;
    let low = state[0]!;
    let high = state[1]!;
    for (const { id } of locals) {
      low = mix(low, id);
      high = mix(high, ~id);
    }
    const remembered = this.loops.digest(this.watcher.digest());
    low = mix(mix(mix(low, remembered), waited), current);
    high = mix(mix(mix(high, remembered), waited), current);
    return (low >>> 0) * 0x200000 + (high >>> 11);
  }

  private isEnabledQuietly(task: number, operation: Operation): boolean {
    const { recorder } = this.machine;
    recorder.paused = true;
    const enabled = this.isEnabled(task, operation);
    recorder.paused = false;
    return enabled;
  }

  /** An operation that crashes when it is looked at can run: then it crashes the run. */
  private isEnabled(task: number, operation: Operation): boolean {
    try {
      return operation.kind.enabled?.(this.machine, task, operation) ?? true;
    } catch (error) {
      if (error instanceof Crash) return true;
      throw error;
    }
  }

  /** Goes back to the last state where something is left to try; false if there is none. */
  private backtrack(): boolean {
    const { frames } = this.path;
    while (this.depth > 0) {
      const step = this.depth - 1;
      const frame = frames[step]!;
      const left = frame.todo & ~frame.done & ~frame.sleep;
      if (left !== 0) {
        // The first choice of a new frame goes on; any other one starts from its state.
        if ((left & (1 << frame.chosen)) === 0) frame.chosen = lowest(left);
        this.machine.restore(step);
        this.watcher.restore(step);
        this.loops.use(frame.loops);
        return true;
      }
      if (frame.entry >= 0) this.states.leave(frame.entry, frame.later);
      this.path.uniteLater(step, frame.later);
      this.depth -= 1;
    }
    return false;
  }
}
