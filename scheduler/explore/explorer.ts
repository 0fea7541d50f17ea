import { Crash, type Execution } from '../execute.ts';
import { DIVERGED, goOn, lowest, type Strategy } from '../strategy.ts';
import { TASKS_MAX, type Task } from '../task.ts';
import { conflict, FOOTPRINT_WORDS, type Footprints, takeConflicts, unite } from './footprint.ts';
import { Frame, ofTask } from './frame.ts';
import type { RecordedMachine, Watcher } from './machine.ts';
import { States } from './states.ts';

/** How an exploration goes about it. */
export interface Exploration {
  /**
   * `dpor`: dynamic partial-order reduction with sleep sets; `all`: every choice at every state,
   * which is what the reduction is checked against, and what a bound needs.
   */
  readonly reduction: 'dpor' | 'all';
  /** Do not go on from a state that has been seen. */
  readonly merge: boolean;
  /** Preemptions that a path may have; only with `all`. */
  readonly preemptions: number;
}

/** What an exploration has come to. */
export interface Explored {
  /** Runs from the start, whole or broken off. */
  executions: number;
  /** Runs broken off at a state that had been explored; at one where all that is left sleeps. */
  merged: number;
  asleep: number;
  transitions: number;
  /** Steps of the longest run. */
  deepest: number;
}

const ALL: Footprints = new Int32Array(FOOTPRINT_WORDS).fill(-1);

/**
 * Visits every interleaving of a set of tasks, as a strategy that knows what the last run has shown.
 *
 * Depth first, by running again from the start. Of interleavings that differ only in the order of
 * independent transitions one is run: backtrack points are put where a transition conflicts with an
 * earlier one that does not happen before it (Flanagan and Godefroid, POPL 2005), sleep sets keep
 * explored choices from being tried again in the other order (Godefroid, LNCS 1032, 1996), and a
 * state that was explored is not entered again: what its tasks did in it stands for them (Yang,
 * Chen, Gopalakrishnan, Kirby, SPIN 2008). The conditions: runs are finite, tasks deterministic,
 * and a footprint holds all that a transition reads or writes, the question who is enabled included.
 */
export class Explorer implements Strategy {
  readonly explored: Explored = { executions: 0, merged: 0, asleep: 0, transitions: 0, deepest: 0 };
  readonly states: States;
  private readonly machine: RecordedMachine;
  private readonly watcher: Watcher;
  private readonly how: Exploration;
  private readonly width: number;
  private tasks: readonly Task[] = [];
  private readonly frames: Frame[] = [];
  /** Frames on the path. */
  private depth = 0;
  /** Steps that are only repeated. */
  private known = 0;
  /** Tasks that were seen blocked on their pending operation. */
  private waited = 0;
  /** Where the event of the last operation stands in the trace. */
  private event = 0;
  private chosen = -1;
  private readonly clock = new Int32Array(TASKS_MAX);
  private readonly rest: Footprints = new Int32Array(FOOTPRINT_WORDS);
  private readonly races = new Int32Array(4096);
  private readonly later: Footprints = new Int32Array(TASKS_MAX * FOOTPRINT_WORDS);

  constructor(machine: RecordedMachine, watcher: Watcher, tasks: number, how: Exploration) {
    this.machine = machine;
    this.watcher = watcher;
    this.how = how;
    this.width = tasks;
    this.states = new States(tasks);
  }

  begin(tasks: readonly Task[]): void {
    this.tasks = tasks;
    this.waited = 0;
    this.chosen = -1;
    this.explored.executions += 1;
  }

  next(enabled: number, current: number, step: number): number {
    if (step > 0) this.tellReply();
    if (step > 0 && step >= this.known && this.take(step - 1)) return DIVERGED;
    this.waited |= this.alive() & ~enabled;
    if (step >= this.known && !this.enter(step, enabled, current)) return DIVERGED;
    const frame = this.frames[step]!;
    this.chosen = frame.chosen;
    this.waited &= ~(1 << frame.chosen);
    this.event = this.machine.trace.length;
    if (step >= this.known - 1) this.machine.recorder.clear();
    return frame.chosen;
  }

  /** Takes note of how the run ended; false when there is nothing left to explore. */
  advance(execution: Execution): boolean {
    const { outcome, steps } = execution;
    if (outcome.kind !== 'diverged') {
      if (steps >= this.known && steps > 0) this.finish(execution);
      this.explored.deepest = Math.max(this.explored.deepest, steps);
    }
    return this.backtrack();
  }

  /** The last transition of a run that has come to its end. */
  private finish({ outcome, steps }: Execution): void {
    const last = steps - 1;
    const frame = this.frames[last]!;
    this.tellReply();
    if (outcome.kind === 'crashed' || outcome.kind === 'step-bound-exceeded') {
      // It has stopped everybody else, so it depends on whatever they do.
      this.machine.recorder.footprint.set(ALL);
      frame.todo |= frame.enabled;
    }
    this.take(last);
    if (outcome.kind === 'completed' || outcome.kind === 'deadlocked') this.takePending(steps);
  }

  /** Those who never came to run: what they would have done may have come first. */
  private takePending(steps: number): void {
    const frame = this.frames[steps - 1]!;
    for (let rest = this.alive(); rest !== 0; rest &= rest - 1) {
      const task = lowest(rest);
      const { kind } = this.tasks[task]!.pending!;
      const operation = this.tasks[task]!.pending!;
      this.machine.recorder.clear();
      this.machine.rehearse(() => {
        try {
          const enabled = kind.enabled?.(this.machine, task, operation) ?? true;
          if (enabled) kind.perform(this.machine, task, operation);
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
        }
      });
      const { footprint } = this.machine.recorder;
      unite(frame.later, ofTask(task), footprint, 0);
      this.findRaces(task, steps, footprint, 0);
      this.addBacktracks(task);
    }
  }

  private alive(): number {
    let alive = 0;
    for (const { id, pending } of this.tasks) if (pending !== null) alive |= 1 << id;
    return alive;
  }

  /** A task knows what its operation answered. */
  private tellReply(): void {
    const { trace, recorder } = this.machine;
    const { event, chosen } = this;
    recorder.tell(chosen, trace.words[event]!);
    recorder.tell(chosen, trace.words[event + 6]!);
  }

  /** The transition of this step has been performed for the first time; true to break off. */
  private take(step: number): boolean {
    const frame = this.frames[step]!;
    const task = frame.chosen;
    this.explored.transitions += 1;
    if (this.how.reduction === 'dpor') this.takeFootprint(frame, step, task);
    if (!this.watcher.follow()) return false;
    frame.todo |= frame.enabled;
    return true;
  }

  private takeFootprint(frame: Frame, step: number, task: number): void {
    const { recorder } = this.machine;
    const { pending } = this.tasks[task]!;
    // Whether it can go on at once is part of what the transition has seen.
    if (pending?.kind.enabled) {
      try {
        pending.kind.enabled(this.machine, task, pending);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
    const at = ofTask(task);
    frame.next.set(recorder.footprint, at);
    unite(frame.later, at, frame.next, at);
    this.findRaces(task, step, frame.next, at);
    this.addBacktracks(task);
    this.clock[task] = step + 1;
    frame.clock.set(this.clock);
  }

  /**
   * Finds the last steps that conflict with what the task does after so many steps, and do not
   * happen before it; and works out, in `clock`, what does. `one` transition, or all that it will
   * do from here on.
   */
  private findRaces(
    task: number,
    step: number,
    footprints: Footprints,
    at: number,
    one = true,
  ): void {
    const { frames, clock, rest, races } = this;
    const last = this.lastStep(task, step);
    if (last >= 0) clock.set(frames[last]!.clock);
    else clock.fill(0);
    const before = last >= 0 ? frames[last]!.clock : NOTHING;
    rest.set(footprints.subarray(at, at + FOOTPRINT_WORDS));
    let count = 0;
    for (let index = step - 1; index >= 0; index -= 1) {
      const frame = frames[index]!;
      const other = frame.chosen;
      if (other === task) continue;
      const otherAt = ofTask(other);
      if (!conflict(footprints, at, frame.next, otherAt)) continue;
      for (let each = 0; each < this.width; each += 1) {
        if (frame.clock[each]! > clock[each]!) clock[each] = frame.clock[each]!;
      }
      if (before[other]! > index) continue;
      // It was blocked there on this very operation: the order cannot be the other one.
      if (one && (frame.enabled & (1 << task)) === 0 && last < index) continue;
      if (takeConflicts(rest, 0, frame.next, otherAt)) {
        races[count] = index;
        count += 1;
      }
    }
    races[count] = -1;
  }

  private addBacktracks(task: number): void {
    for (let at = 0; this.races[at]! >= 0; at += 1) this.addBacktrack(this.races[at]!, task);
  }

  /** At this step the task should have come first: itself, or somebody who has to come before it. */
  private addBacktrack(index: number, task: number): void {
    const frame = this.frames[index]!;
    if ((frame.enabled & (1 << task)) !== 0) {
      frame.todo |= 1 << task;
      return;
    }
    let initials = 0;
    for (let rest = frame.enabled; rest !== 0; rest &= rest - 1) {
      const other = lowest(rest);
      if (this.clock[other]! > index + 1) initials |= 1 << other;
    }
    if ((initials & (frame.todo | frame.done)) !== 0) return;
    frame.todo |= initials === 0 ? frame.enabled : initials & -initials;
  }

  private lastStep(task: number, step: number): number {
    if (step === 0) return -1;
    const frame = this.frames[step - 1]!;
    return frame.chosen === task ? step - 1 : frame.last[task]!;
  }

  /** A state for the first time on this path; false if there is no need to go on from it. */
  private enter(step: number, enabled: number, current: number): boolean {
    this.frames[step] ??= new Frame();
    const frame = this.frames[step]!;
    frame.reset(enabled);
    const parent = step > 0 ? this.frames[step - 1]! : undefined;
    for (let task = 0; task < this.width; task += 1) {
      frame.last[task] = this.lastStep(task, step);
    }
    if (this.how.reduction === 'dpor') this.fallAsleep(frame, parent);
    else frame.budget = this.budgetAt(step);
    const awake = enabled & ~frame.sleep;
    if (awake === 0) {
      this.explored.asleep += 1;
      if (parent) uniteAll(parent.later, frame.later, this.width);
      return false;
    }
    if (this.how.merge && this.isKnown(frame, parent, step, current)) return false;
    frame.chosen = goOn(awake, current);
    if (this.how.reduction === 'dpor') frame.todo = 1 << frame.chosen;
    else if ((enabled & (1 << current)) === 0 || frame.budget > 0) frame.todo = enabled;
    else frame.todo = 1 << current;
    this.depth = step + 1;
    return true;
  }

  /** Preemptions that are left when so many steps have been chosen. */
  private budgetAt(step: number): number {
    if (step === 0) return this.how.preemptions;
    const { budget, chosen, enabled } = this.frames[step - 1]!;
    const before = step > 1 ? this.frames[step - 2]!.chosen : chosen;
    return before !== chosen && (enabled & (1 << before)) !== 0 ? budget - 1 : budget;
  }

  /** Whom the step before has left asleep: those tried there, with which it has nothing to do. */
  private fallAsleep(frame: Frame, parent: Frame | undefined): void {
    if (!parent) return;
    const chosenAt = ofTask(parent.chosen);
    const candidates = (parent.sleep | parent.done) & ~(1 << parent.chosen) & frame.enabled;
    for (let rest = candidates; rest !== 0; rest &= rest - 1) {
      const task = lowest(rest);
      const at = ofTask(task);
      if (conflict(parent.next, at, parent.next, chosenAt)) continue;
      frame.sleep |= 1 << task;
      for (let word = 0; word < FOOTPRINT_WORDS; word += 1) {
        frame.next[at + word] = parent.next[at + word]!;
      }
      unite(frame.later, at, frame.next, at);
    }
  }

  /** The state has been explored under no stricter limit; if not, it is entered. */
  private isKnown(frame: Frame, parent: Frame | undefined, step: number, current: number): boolean {
    const { states } = this;
    const bounded = this.how.reduction === 'all';
    const digest = this.digest(bounded && (frame.enabled & (1 << current)) !== 0 ? current : -1);
    const limit = bounded ? frame.budget : frame.sleep;
    const entry = states.explored(digest);
    const covered = bounded
      ? entry >= 0 && states.limit(entry) >= limit
      : entry >= 0 && (states.limit(entry) & ~limit) === 0;
    if (!covered) {
      // What slept both times has not been explored at all.
      const before = entry >= 0 && !bounded ? states.limit(entry) : limit;
      frame.entry = states.enter(digest, limit & before);
      return false;
    }
    this.explored.merged += 1;
    if (bounded) return true;
    states.laterOf(entry, this.later);
    for (let task = 0; task < this.width; task += 1) {
      this.findRaces(task, step, this.later, ofTask(task), false);
      this.addBacktracks(task);
    }
    if (parent) uniteAll(parent.later, this.later, this.width);
    return true;
  }

  /** 53 bits of the state: the machine, its tasks, and what the watcher remembers. */
  private digest(current: number): number {
    const { recorder } = this.machine;
    let low = recorder.state[0]!;
    let high = recorder.state[1]!;
    for (const { id, pending } of this.tasks) {
      const seen = pending === null ? 1 : recorder.seen[id]!;
      low = mix(low, seen);
      high = mix(high ^ id, seen);
    }
    const remembered = this.watcher.digest();
    low = mix(mix(mix(low, remembered), this.waited), current);
    high = mix(mix(mix(high, remembered), this.waited), current);
    return (low >>> 0) * 0x200000 + (high >>> 11);
  }

  /** Goes back to the last state where something is left to try; false if there is none. */
  private backtrack(): boolean {
    while (this.depth > 0) {
      const frame = this.frames[this.depth - 1]!;
      frame.done |= 1 << frame.chosen;
      const left = frame.todo & ~frame.done & ~frame.sleep;
      if (left !== 0) {
        frame.chosen = lowest(left);
        this.known = this.depth;
        return true;
      }
      if (frame.entry >= 0) this.states.leave(frame.entry, frame.later);
      this.depth -= 1;
      const parent = this.depth > 0 ? this.frames[this.depth - 1]! : undefined;
      if (parent) uniteAll(parent.later, frame.later, this.width);
    }
    return false;
  }
}

const NOTHING = new Int32Array(TASKS_MAX);

function uniteAll(into: Footprints, from: Footprints, tasks: number): void {
  for (let word = 0; word < tasks * FOOTPRINT_WORDS; word += 1) into[word]! |= from[word]!;
}

/** One step of a 32-bit digest, with the multipliers of MurmurHash3. */
function mix(hash: number, value: number): number {
  let word = Math.imul(value, 0xcc9e2d51);
  word = (word << 15) | (word >>> 17);
  const mixed = hash ^ Math.imul(word, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
