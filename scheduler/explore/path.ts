import { TASKS_MAX } from '../task.ts';
import { count, lowest } from '../task-set.ts';
import { ANY_NUMBER } from './explored.ts';
import { conflict, FOOTPRINT_WORDS, type Footprints, unite } from './footprint.ts';
import { Frame, ofTask } from './frame.ts';

const NOTHING = new Int32Array(TASKS_MAX);

/** Takes over what happens before something else. */
function join(clock: Int32Array, other: Int32Array): void {
  for (let task = 0; task < TASKS_MAX; task += 1) {
    if (other[task]! > clock[task]!) clock[task] = other[task]!;
  }
}

/**
 * The path that is being explored: what happened before what on it, and where another order has to
 * be tried (Flanagan and Godefroid, POPL 2005; Abdulla et al., POPL 2014).
 */
export class Path {
  readonly frames: Frame[] = [];
  /** How many there are, known once they have begun. */
  tasks = 0;
  /** What happens before the transition that was looked at last. */
  private readonly clock = new Int32Array(TASKS_MAX);
  /** The same without what only lets it go on. */
  private readonly ordered = new Int32Array(TASKS_MAX);

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
    this.backtrack(task, step, footprint);
    this.clock[task] = step + 1;
    frame.clock.set(this.clock);
  }

  /**
   * The task does this after so many steps: where it races with an earlier one, the other order is
   * to be tried. A race is a conflict of which nothing else says that it comes in this order.
   */
  backtrack(task: number, step: number, footprint: Footprints): void {
    const { frames, clock, ordered } = this;
    const last = this.lastStep(task, step);
    clock.set(last >= 0 ? frames[last]!.clock : NOTHING);
    ordered.set(clock);
    for (let index = step - 1; index >= 0; index -= 1) {
      const frame = frames[index]!;
      const other = frame.chosen;
      if (other === task || ordered[other]! > index) continue;
      if (!conflict(footprint, 0, frame.next, ofTask(other))) continue;
      // Who unlocks comes before who locks then; but whose lock it was need not.
      if (this.reverse(index, task, step)) join(ordered, frame.clock);
      join(clock, frame.clock);
    }
  }

  /**
   * All tasks do all this after so many steps, nobody knows in which order: where it conflicts with
   * an earlier step, whatever may come before that step has to be tried.
   */
  backtrackAll(step: number, later: Footprints): void {
    for (let task = 0; task < this.tasks; task += 1) {
      const group = this.groupOf(task, later);
      const last = this.lastStep(task, step);
      const before = last >= 0 ? this.frames[last]!.clock : NOTHING;
      for (let index = step - 1; index >= 0; index -= 1) {
        const frame = this.frames[index]!;
        const { chosen } = frame;
        if (chosen === task || before[chosen]! > index) continue;
        if (!conflict(later, ofTask(task), frame.next, ofTask(chosen))) continue;
        const first = this.firstApart(index, step);
        if (first < 0) frame.todo |= group & frame.enabled;
        else if (((frame.todo | frame.done) & (1 << first)) === 0) frame.todo |= 1 << first;
      }
    }
  }

  /** The task and all that it may have to wait for in what they do later. */
  private groupOf(task: number, later: Footprints): number {
    let group = 1 << task;
    for (let before = 0; before !== group; ) {
      before = group;
      for (let each = 0; each < this.tasks; each += 1) {
        if ((group & (1 << each)) !== 0) continue;
        for (let rest = before; rest !== 0; rest &= rest - 1) {
          if (conflict(later, ofTask(each), later, ofTask(lowest(rest)))) group |= 1 << each;
        }
      }
    }
    return group;
  }

  /** The task of the first step after this one that need not come after it; -1 for none. */
  private firstApart(index: number, step: number): number {
    const { frames } = this;
    const { chosen } = frames[index]!;
    for (let later = index + 1; later < step; later += 1) {
      const { chosen: other, clock } = frames[later]!;
      if (clock[chosen]! <= index) return other;
    }
    return -1;
  }

  /**
   * What the task does shall come before this step, and with it all that comes before it anyhow but
   * not after this step: one of those who can begin with that has to be tried. False if there is no
   * other order, since it is this very step that lets the task go on.
   */
  private reverse(index: number, task: number, step: number): boolean {
    const frame = this.frames[index]!;
    const begins = this.initials(index, step) || 1 << task;
    if ((begins & frame.enabled) === 0) return false;
    if ((begins & (frame.todo | frame.done)) === 0) frame.todo |= begins & -begins;
    return true;
  }

  /**
   * Tasks of which a step after this one happens before the transition that is looked at, but not
   * after this one, nor after another such step.
   */
  private initials(index: number, step: number): number {
    const { frames, clock } = this;
    const { chosen } = frames[index]!;
    let begins = 0;
    let known = 0;
    for (let later = index + 1; later < step; later += 1) {
      const { chosen: other, clock: its } = frames[later]!;
      if (later >= clock[other]! || its[chosen]! > index || (known & (1 << other)) !== 0) continue;
      let first = true;
      for (let each = 0; each < this.tasks; each += 1) {
        if (each !== other && (known & (1 << each)) !== 0 && its[each]! > index + 1) first = false;
      }
      known |= 1 << other;
      if (first) begins |= 1 << other;
    }
    return begins;
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

  /** Tasks do all this after so many steps, as was seen when the state was explored. */
  doLater(step: number, later: Footprints): void {
    this.backtrackAll(step, later);
    this.uniteLater(step, later);
  }

  /** What tasks do after this step, they do after the one before it as well. */
  uniteLater(step: number, later: Footprints): void {
    if (step === 0) return;
    const into = this.frames[step - 1]!.later;
    for (let word = 0; word < this.tasks * FOOTPRINT_WORDS; word += 1) into[word]! |= later[word]!;
  }
}
