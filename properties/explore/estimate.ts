import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { Probes } from '../../scheduler/graph/probes.ts';
import type { Tools } from '../run/tools.ts';
import { explorable, sceneOf } from './scene.ts';
import { TooLarge } from './too-large.ts';

/** Of the points that probes estimate, merged states leave this many steps to an exploration. */
const STEPS_LEFT = (points: number): number => Math.min(points, 5 * points ** 0.6);
/** How much too large an estimate may be before it is taken for the truth. */
const TOO_MUCH = 3;
/** Estimates from chance of their own, of which the median has to be too large. */
const SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/** What an estimate is asked for beside subject and world. */
export interface EstimateOptions {
  readonly tools: Tools;
  /** Asked now and then: whether to take what is known so far. */
  stop(): boolean;
}

/**
 * Estimates how many steps it takes to exhaust a world, by probes and by what merged states have
 * been measured to leave of what those find (docs/decisions/0034).
 */
export function estimateOf(
  subject: Subject,
  world: World,
  { tools, stop }: EstimateOptions,
  seed = SEEDS[0]!,
): number {
  const { descent } = sceneOf(subject, world, { tools });
  const probes = new Probes(descent, seed);
  return Math.round(STEPS_LEFT(explorable(subject, { world, tools }, () => probes.estimate(stop))));
}

/** The same; throws `TooLarge` if it is much more than so many steps, whichever chance decides. */
export function estimateWithin(
  subject: Subject,
  { name, world }: { readonly name: string; readonly world: World },
  { stepsMax, ...options }: EstimateOptions & { readonly stepsMax: number },
): number {
  const first = estimateOf(subject, world, options);
  if (first <= TOO_MUCH * stepsMax || options.stop()) return first;
  const more = SEEDS.slice(1).map((seed) => estimateOf(subject, world, options, seed));
  const steps = [first, ...more].sort((one, other) => one - other)[SEEDS.length >> 1]!;
  if (steps > TOO_MUCH * stepsMax && !options.stop()) throw new TooLarge(name, { steps, stepsMax });
  return steps;
}

/** Transitions after which it is estimated how many there are: most worlds are done by then. */
const ESTIMATED_FROM = 2000;

/** What is thought of the size of one exploration while it goes on. */
export class RunningEstimate {
  private readonly estimate: () => number;
  /** After so many steps it is worth while to ask. */
  private readonly from: number;
  /** Before much was explored; null as long as nobody has asked. */
  private before: number | null = null;

  /** `estimate` is asked once, unless the exploration ends soon; `stepsMax` are those it may take. */
  constructor(estimate: () => number, stepsMax: number) {
    this.estimate = estimate;
    this.from = Math.min(ESTIMATED_FROM, stepsMax);
  }

  /** All steps, by the share of the choices on the path after so many; 0 where nothing is known. */
  total(done: number, share: number): number {
    if (this.before === null && done >= this.from) this.before = this.estimate();
    return estimateAfter(this.before, done, share);
  }

  /** What the report says of an exploration that was left after so many steps. */
  atLast(done: number, share: number): { estimate?: number; share: number } {
    const estimate = estimateAfter(this.before, done, share);
    return this.before === null
      ? { share }
      : { estimate: Math.round(estimate), share: done / estimate };
  }
}

/**
 * The estimate once so many steps were done, and this share of the choices on the path (Kilby,
 * Slaney, Thiebaux, Walsh, AAAI 2006), which counts the more the greater it is: the search comes
 * back to its first choices late. As long as it has not, there is half as much again to come.
 */
export function estimateAfter(before: number | null, done: number, share: number): number {
  if (before === null || before === 0) return share > 0 ? done / share : 0;
  const byShare = share > 0 ? done / share : before;
  return Math.max(before ** (1 - share) * byShare ** share, done * (1 + (1 - share) / 2));
}
