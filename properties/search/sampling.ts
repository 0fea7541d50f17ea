import { depthOf, PCT_DEPTHS } from '../../scheduler/strategies/pct.ts';
import type { PctBound, PctRuns, StrategyRuns } from '../answers/certificate.ts';
import type { Sampled } from '../answers/work.ts';

/** The strategy whose paper bounds the chance of a miss. */
const PCT = 'pct';

/** One run of a search, as far as it counts for what the search covers. */
export interface SampledRun {
  readonly strategy: string;
  /** Which one of the search it was. */
  readonly run: number;
  readonly tasks: number;
  /** Steps that it was to have at most, as was thought before it began; those that it had. */
  readonly steps: number;
  readonly done: number;
}

/** Counts the runs of a search by strategy, and keeps what the bound of PCT needs to know. */
export class Sampling {
  private readonly counts = new Map<string, number>();
  private readonly depths = new Map<number, PctRuns>();

  /** A run was made. */
  note({ strategy, run, tasks, steps, done }: SampledRun): void {
    this.count(strategy, 1);
    if (strategy !== PCT) return;
    const longer = done > steps ? 1 : 0;
    this.widen({ depth: depthOf(run), runs: 1, tasks, steps, within: steps, longer });
  }

  /** What somebody else has counted of the same search. */
  add({ strategies, pct }: Sampled): void {
    for (const { strategy, runs } of strategies) this.count(strategy, runs);
    for (const runs of pct) this.widen(runs);
  }

  /** Every strategy that made runs, by name. */
  get runs(): StrategyRuns[] {
    return [...this.counts]
      .map(([strategy, runs]) => ({ strategy, runs }))
      .sort((one, other) => one.strategy.localeCompare(other.strategy, 'en'));
  }

  /** What was counted, for others to go on with. */
  get sampled(): Sampled {
    const pct = PCT_DEPTHS.flatMap((depth) => this.depths.get(depth) ?? []);
    return { strategies: this.runs, pct };
  }

  private count(strategy: string, runs: number): void {
    this.counts.set(strategy, (this.counts.get(strategy) ?? 0) + runs);
  }

  /** Whole numbers only, so that it makes no difference in which order parts are added. */
  private widen(more: PctRuns): void {
    const { depth } = more;
    const known = this.depths.get(depth) ?? more;
    const isFirst = known === more;
    this.depths.set(depth, {
      depth,
      runs: more.runs + (isFirst ? 0 : known.runs),
      tasks: Math.max(known.tasks, more.tasks),
      steps: Math.max(known.steps, more.steps),
      within: Math.min(known.within, more.within),
      longer: more.longer + (isFirst ? 0 : known.longer),
    });
  }
}

/** What was counted in the parts of one search, as one. */
export function mergedSamples(parts: readonly Sampled[]): Sampled {
  const sampling = new Sampling();
  for (const part of parts) sampling.add(part);
  return sampling.sampled;
}

/**
 * The bound of Burckhardt et al., ASPLOS 2010, for runs that were made for bugs of one depth.
 *
 * A run draws a lowest task among n, and `depth - 1` steps among k. All runs were drawn by
 * themselves, so the chances of a miss multiply; n and k are the largest of any of them, and k was
 * fixed before each began. A breach of which not all lies within the fewest such k is not bounded.
 */
export function pctBound(runs: PctRuns): PctBound {
  const chance = 1 / (runs.tasks * runs.steps ** (runs.depth - 1));
  const missed = chance === 1 ? 0 : Math.exp(runs.runs * Math.log1p(-chance));
  return { ...runs, chance, missed };
}
