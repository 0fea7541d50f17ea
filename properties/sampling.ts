import { PCT_DEPTH } from '../scheduler/strategies/pct.ts';
import type { PctBound, StrategyRuns } from './certificate.ts';

/** The strategy whose paper bounds the chance of a miss. */
const PCT = 'pct';

/** Runs by strategy, as plain data; and how large those under PCT were, null if there were none. */
export interface Sampled {
  readonly strategies: readonly StrategyRuns[];
  readonly pct: Pick<PctBound, 'tasks' | 'steps' | 'within'> | null;
}

/** Counts the runs of a search by strategy, and keeps what the bound of PCT needs to know. */
export class Sampling {
  private readonly counts = new Map<string, number>();
  private tasks = 0;
  private steps = 0;
  private within = Number.POSITIVE_INFINITY;

  /** A run was made by this strategy, of so many tasks; it was expected to have so many steps. */
  note(strategy: string, tasks: number, steps: number): void {
    this.count(strategy, 1);
    if (strategy === PCT) this.widen({ tasks, steps, within: steps });
  }

  /** What somebody else has counted of the same search. */
  add({ strategies, pct }: Sampled): void {
    for (const { strategy, runs } of strategies) this.count(strategy, runs);
    if (pct) this.widen(pct);
  }

  /** Every strategy that made runs, by name. */
  get runs(): StrategyRuns[] {
    return [...this.counts]
      .map(([strategy, runs]) => ({ strategy, runs }))
      .sort((one, other) => one.strategy.localeCompare(other.strategy, 'en'));
  }

  /** What was counted, for others to go on with. */
  get sampled(): Sampled {
    const { tasks, steps, within } = this;
    return { strategies: this.runs, pct: this.counts.has(PCT) ? { tasks, steps, within } : null };
  }

  private count(strategy: string, runs: number): void {
    this.counts.set(strategy, (this.counts.get(strategy) ?? 0) + runs);
  }

  private widen({ tasks, steps, within }: NonNullable<Sampled['pct']>): void {
    this.tasks = Math.max(this.tasks, tasks);
    this.steps = Math.max(this.steps, steps);
    this.within = Math.min(this.within, within);
  }
}

/** What was counted in the parts of one search, as one. */
export function mergedSamples(parts: readonly Sampled[]): Sampled {
  const sampling = new Sampling();
  for (const part of parts) sampling.add(part);
  return sampling.sampled;
}

/** What the runs under PCT can have missed; null if there were none. */
export function pctOf({ strategies, pct }: Sampled): PctBound | null {
  const runs = strategies.find(({ strategy }) => strategy === PCT)?.runs;
  return pct && runs !== undefined ? pctBound({ runs, ...pct }) : null;
}

/**
 * The bound of Burckhardt et al., ASPLOS 2010, for runs that were made for bugs of `PCT_DEPTH`.
 *
 * A run draws a lowest task among n, and `PCT_DEPTH - 1` steps among k. A bug of a smaller depth
 * needs fewer of these, but it needs the others to be where they do no harm: at the k-th step, as
 * a rule. So the chance is the same for it, and not the better one of runs made for its depth.
 */
export function pctBound({
  runs,
  tasks,
  steps,
  within,
}: Pick<PctBound, 'runs' | 'tasks' | 'steps' | 'within'>): PctBound {
  const chance = 1 / (tasks * steps ** (PCT_DEPTH - 1));
  const missed = Math.exp(runs * Math.log1p(-chance));
  return { runs, depth: PCT_DEPTH, tasks, steps, within, chance, missed };
}
