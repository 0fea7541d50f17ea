import { type Dice, dice } from '../dice.ts';
import { STEPS_MAX } from '../execute.ts';
import { count, lowest, nth } from '../strategy.ts';
import { TASKS_MAX } from '../task.ts';
import type { Descent } from './descent.ts';
import { conflict, FOOTPRINT_WORDS, type Footprints } from './footprint.ts';
import { ofTask } from './frame.ts';

/** Probes that are taken together; the whole is the median of the means of groups. */
const GROUP = 64;
const GROUPS = 15;
/** What the first group finds no larger than this is explored sooner than probed. */
const SMALL = 5000;

/** How large the whole is, as far as random probes can tell. */
export interface Estimate {
  /** Transitions of all orders, those of which that make no difference counted once. */
  readonly steps: number;
  readonly probes: number;
}

/**
 * Estimates how many transitions an exploration has before it, from random probes down its paths.
 *
 * Knuth (Mathematics of Computation 29, 1975) multiplies the choices along a random path, which
 * counts the tree of all orders. Here each transition also divides by how many of those before it
 * could have been the last one: what leads to one point in several orders is counted once, by
 * importance weights whose backward choices are uniform as well. So the mean is exact for the
 * points that differ in more than the order of independent transitions. Merged states are not
 * known to it, and make the exploration smaller.
 *
 * Few paths carry most of the weight, so single probes are wild: the median of means of groups is
 * told (Nemirovsky and Yudin, 1983), which is rather too small where the mean is rather too large.
 */
export class Probes {
  private readonly descent: Descent;
  private readonly dice: Dice;
  /** By task: its last transition, as it was performed. */
  private readonly last: Footprints = new Int32Array(TASKS_MAX * FOOTPRINT_WORDS);

  /** `descent` has not begun yet. */
  constructor(descent: Descent, seed: number) {
    this.descent = descent;
    this.dice = dice(seed);
  }

  /** Probes until that is enough, or until `stop` says so: it is told what is known so far. */
  estimate(stop: (estimate: Estimate) => boolean): Estimate {
    const means: number[] = [];
    const known = (): Estimate => ({ steps: median(means), probes: means.length * GROUP });
    if (this.descent.start() !== null) return { steps: 0, probes: 0 };
    while (means.length < GROUPS) {
      let sum = 0;
      for (let probe = 0; probe < GROUP; probe += 1) sum += this.probe();
      means.push(sum / GROUP);
      if (means[0]! <= SMALL || stop(known())) break;
    }
    return known();
  }

  /** Goes down one random path; the weights of its points together. */
  private probe(): number {
    const { descent, dice } = this;
    const { frames } = descent.path;
    let weight = 1;
    let total = 0;
    // Tasks that have run, and those of them whose last transition another one depends on.
    let ran = 0;
    let covered = 0;
    descent.restore(0);
    for (let step = 0; step < STEPS_MAX; step += 1) {
      const frame = frames[step]!;
      const { alive, enabled } = descent.stepper.look(frame.locals);
      if ((alive & descent.workers) === 0 || enabled === 0) break;
      frame.enabled = enabled;
      frame.waited |= alive & ~enabled;
      const choices = count(enabled);
      const task = nth(enabled, dice.below(choices));
      frame.chosen = task;
      const done = descent.perform(step);
      // What crashes a run comes after everything else.
      if ('kind' in done) return total + weight * choices;
      covered = (covered | this.before(task, ran)) & ~(1 << task);
      ran |= 1 << task;
      weight *= choices / count(ran & ~covered);
      total += weight;
      if (done.ends) break;
    }
    return total;
  }

  /** Those of the tasks whose last transition has to come before the present one of this task. */
  private before(task: number, ran: number): number {
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

/** The middle one of some numbers, the lower of two. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
