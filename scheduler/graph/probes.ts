import { type Dice, dice } from '../dice.ts';
import type { Descent } from '../explore/descent.ts';
import { conflict, FOOTPRINT_WORDS, type Footprints } from '../explore/footprint.ts';
import { ofTask } from '../explore/frame.ts';
import { TASKS_MAX } from '../task.ts';
import { count, lowest, nth } from '../task-set.ts';

/** Transitions that all probes may take; those after which one probe is not split any more. */
const TRANSITIONS_MAX = 50_000;
const PROBE_TRANSITIONS_MAX = 4000;
/** Probes between two looks at what is known; where that is small already, no more are needed. */
const GROUP = 64;
const SMALL = 20_000;
/** Paths this many times heavier than others of their length are split, lighter ones thinned. */
const HEAVY = 2;

/** Where a probe stands, beside the machine. */
interface Point {
  /** How many points it stands for. */
  readonly weight: number;
  /** Tasks that have run, and those of them whose last transition another one depends on. */
  readonly ran: number;
  readonly covered: number;
}

/**
 * Estimates how many transitions there are in orders that make a difference, from random probes.
 *
 * Knuth (Mathematics of Computation 29, 1975) multiplies the choices along a random path: on
 * average that is the tree of all orders. Here each transition also divides by how many could have
 * been the last of those so far: a point to which several orders lead is then counted once, on
 * average, whichever of them was drawn. Since few paths carry most of the weight, paths that are
 * heavy for their length are split in two, and every second light one is dropped (Grassberger,
 * Physical Review E 56, 1997), which leaves averages as they are.
 */
export class Probes {
  private readonly descent: Descent;
  private readonly dice: Dice;
  /** By task: its last transition, as it was performed; and the same, put away by step. */
  private readonly last: Footprints = new Int32Array(TASKS_MAX * FOOTPRINT_WORDS);
  private readonly lasts: Footprints[] = [];
  /** By step: the weights of all points there, together. */
  private readonly weights: number[] = [];
  private probes = 0;
  private transitions = 0;
  /** Transitions that there were before the present probe. */
  private before = 0;

  /** `descent` has not begun yet. */
  constructor(descent: Descent, seed: number) {
    this.descent = descent;
    this.dice = dice(seed);
  }

  /** Points that differ in more than the order of independent transitions, as far as is known. */
  get points(): number {
    return this.weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, this.probes);
  }

  /** Probes until that is enough, or until `stop` says so; the points that there are. */
  estimate(stop: () => boolean): number {
    if (this.descent.start() !== null) return 0;
    do {
      this.descent.restore(0);
      this.before = this.transitions;
      this.follow(0, { weight: 1, ran: 0, covered: 0 });
      this.probes += 1;
    } while (!this.isEnough() && !stop());
    return this.points;
  }

  private isEnough(): boolean {
    if (this.transitions >= TRANSITIONS_MAX) return true;
    return this.probes % GROUP === 0 && this.points <= SMALL;
  }

  /** Goes on from a point, or from each of the two that it is split into. */
  private follow(step: number, point: Point): void {
    const { descent, last, lasts } = this;
    const frame = descent.path.frames[step]!;
    if (descent.stepper.look(frame, step)) return;
    const weight = this.thinned(step, point.weight);
    if (weight === 0) return;
    if (!this.isHeavy(step, weight)) {
      this.take(step, { ...point, weight });
      return;
    }
    descent.save(step);
    lasts[step] ??= new Int32Array(last.length);
    lasts[step].set(last);
    this.take(step, { ...point, weight: weight / 2 });
    descent.restore(step);
    last.set(lasts[step]);
    this.take(step, { ...point, weight: weight / 2 });
  }

  /** One random transition, and what follows it. */
  private take(step: number, { weight, ran, covered }: Point): void {
    const { descent } = this;
    const frame = descent.path.frames[step]!;
    const choices = count(frame.enabled);
    const task = nth(frame.enabled, this.dice.below(choices));
    frame.chosen = task;
    this.transitions += 1;
    const done = descent.perform(step);
    // Who crashes the run does so after all others: only that can have been the last.
    const crashed = 'kind' in done;
    const after = crashed ? 0 : (covered | this.comeBefore(task, ran)) & ~(1 << task);
    const all = ran | (1 << task);
    const heavier = (weight * choices) / (crashed ? 1 : count(all & ~after));
    this.weights[step + 1] = (this.weights[step + 1] ?? 0) + heavier;
    if (crashed || done.ends) return;
    this.follow(step + 1, { weight: heavier, ran: all, covered: after });
  }

  /** Of light paths every second one is dropped (0), and the other one stands for both. */
  private thinned(step: number, weight: number): number {
    if (weight * HEAVY >= this.usual(step)) return weight;
    return this.dice.below(2) === 0 ? 0 : 2 * weight;
  }

  private isHeavy(step: number, weight: number): boolean {
    const mean = this.usual(step);
    const isLong = this.transitions - this.before >= PROBE_TRANSITIONS_MAX;
    return mean > 0 && weight > HEAVY * mean && !isLong;
  }

  /** What paths of this length weigh, 0 as long as there is nothing to compare with. */
  private usual(step: number): number {
    return this.probes === 0 ? 0 : (this.weights[step] ?? 0) / (this.probes + 1);
  }

  /** Those of the tasks whose last transition has to come before the present one of this task. */
  private comeBefore(task: number, ran: number): number {
    const { last } = this;
    const { footprint } = this.descent.machine.recorder;
    let before = 0;
    for (let rest = ran & ~(1 << task); rest !== 0; rest &= rest - 1) {
      const other = lowest(rest);
      if (conflict(footprint, 0, last, ofTask(other))) before |= 1 << other;
    }
    last.set(footprint, ofTask(task));
    return before;
  }
}
