import { count, lowest } from '../strategy.ts';
import { TASKS_MAX } from '../task.ts';
import { ANY_NUMBER } from './explored.ts';
import { conflict, FOOTPRINT_WORDS, type Footprints, takeConflicts, unite } from './footprint.ts';
import { Frame, ofTask } from './frame.ts';

const NOTHING = new Int32Array(TASKS_MAX);

/**
 * The path that is being explored: what happened before what on it, and where another order has to
 * be tried (Flanagan and Godefroid, POPL 2005).
 */
export class Path {
  readonly frames: Frame[] = [];
  private readonly tasks: number;
  /** What happens before the transition that was looked at last. */
  private readonly clock = new Int32Array(TASKS_MAX);
  private readonly rest: Footprints = new Int32Array(FOOTPRINT_WORDS);
  /** Steps of the races that were found last, ended by -1. */
  private readonly races: number[] = [];

  constructor(tasks: number) {
    this.tasks = tasks;
  }

  /** The frame of this step, set back. */
  enter(step: number): Frame {
    this.frames[step] ??= new Frame();
    const frame = this.frames[step]!;
    frame.reset();
    for (let task = 0; task < this.tasks; task += 1) frame.last[task] = this.lastStep(task, step);
    return frame;
  }

  /** The chosen transition of this step has been performed, with this footprint. */
  take(step: number, footprint: Footprints): void {
    const frame = this.frames[step]!;
    const task = frame.chosen;
    const at = ofTask(task);
    frame.next.set(footprint, at);
    unite(frame.later, at, footprint, 0);
    this.backtrack(task, step, footprint, 0, true);
    this.clock[task] = step + 1;
    frame.clock.set(this.clock);
  }

  /**
   * The task would do this after so many steps, or (not `once`) do all this from then on: where it
   * conflicts with an earlier step that need not come first, the other order is to be tried.
   */
  backtrack(task: number, step: number, footprints: Footprints, at: number, once: boolean): void {
    this.findRaces(task, step, footprints, at, once);
    for (const index of this.races) this.addBacktrack(index, task);
  }

  /** Tasks do all this after so many steps, as was seen when the state was explored. */
  doLater(step: number, later: Footprints): void {
    for (let task = 0; task < this.tasks; task += 1) {
      this.backtrack(task, step, later, ofTask(task), false);
    }
    this.uniteLater(step, later);
  }

  private findRaces(
    task: number,
    step: number,
    footprints: Footprints,
    at: number,
    once: boolean,
  ): void {
    const { frames, clock, rest, races } = this;
    const last = this.lastStep(task, step);
    const before = last >= 0 ? frames[last]!.clock : NOTHING;
    clock.set(before);
    for (let word = 0; word < FOOTPRINT_WORDS; word += 1) rest[word] = footprints[at + word]!;
    races.length = 0;
    for (let index = step - 1; index >= 0; index -= 1) {
      const frame = frames[index]!;
      const other = frame.chosen;
      if (other === task) continue;
      const otherAt = ofTask(other);
      if (!conflict(footprints, at, frame.next, otherAt)) continue;
      for (let each = 0; each < this.tasks; each += 1) {
        if (frame.clock[each]! > clock[each]!) clock[each] = frame.clock[each]!;
      }
      if (before[other]! > index) continue;
      // It was blocked there on this very operation: the order cannot be the other one.
      if (once && (frame.enabled & (1 << task)) === 0 && last < index) continue;
      if (takeConflicts(rest, 0, frame.next, otherAt)) races.push(index);
    }
  }

  /** At this step the task should come first: itself, or somebody who has to come before it. */
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

  /**
   * Whom the step before has left asleep: those whose transition was explored there, and with which
   * that step has nothing to do (Godefroid, LNCS 1032, 1996).
   */
  fallAsleep(step: number): void {
    if (step === 0) return;
    const frame = this.frames[step]!;
    const parent = this.frames[step - 1]!;
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

  /**
   * An estimate of how much was visited, 0 to 1: each state on the path shares out what is left
   * among its choices (Kilby, Slaney, Thiebaux, Walsh, AAAI 2006).
   */
  share(depth: number): number {
    let share = 0;
    let weight = 1;
    for (const { todo, done, sleep } of this.frames.slice(0, depth)) {
      const choices = Math.max(1, count((todo | done) & ~sleep));
      share += (weight * Math.max(0, count(done) - 1)) / choices;
      weight /= choices;
    }
    return share;
  }

  /** Preemptions that are left of so many when this many steps have been chosen. */
  budgetAt(step: number, preemptions: number): number {
    if (step === 0 || preemptions === ANY_NUMBER) return preemptions;
    const { budget, chosen, enabled } = this.frames[step - 1]!;
    const before = step > 1 ? this.frames[step - 2]!.chosen : chosen;
    return before !== chosen && (enabled & (1 << before)) !== 0 ? budget - 1 : budget;
  }

  /** The transition that has led to this step has counted this. */
  gain(step: number, gains: Uint8Array): void {
    const frame = this.frames[step]!;
    frame.gains.set(gains);
    this.countUp(step, frame.most);
  }

  /** By task: the most that was counted on a path, as far as paths of such a depth were visited. */
  most(depth: number): number[] {
    for (let step = depth - 1; step > 0; step -= 1) this.countUp(step, this.frames[step]!.most);
    return [...this.frames[0]!.most.slice(0, this.tasks)];
  }

  /** What is counted after this step is counted after the one before it, with what that adds. */
  countUp(step: number, most: Uint8Array): void {
    if (step === 0) return;
    const { gains } = this.frames[step]!;
    const into = this.frames[step - 1]!.most;
    for (let task = 0; task < this.tasks; task += 1) {
      const sum = gains[task]! + most[task]!;
      if (sum > into[task]!) into[task] = sum;
    }
  }

  /** What tasks do after this step, they do after the one before it as well. */
  uniteLater(step: number, later: Footprints): void {
    if (step === 0) return;
    const into = this.frames[step - 1]!.later;
    for (let word = 0; word < this.tasks * FOOTPRINT_WORDS; word += 1) into[word]! |= later[word]!;
  }
}
