import type { Caller, FailureSpec } from '../../impl/kernel/world.ts';
import type { Compared } from './refinement.ts';
import type { Divergence } from './replay-report.ts';

/** What a verdict holds for: what was exhausted, what was only sampled, and nothing beyond. */
export interface Certificate {
  /** Worlds of which every interleaving was visited. */
  readonly exhausted: readonly ExhaustedWorld[];
  /** Worlds of which only a part was visited before the end. */
  readonly unfinished: readonly UnfinishedWorld[];
  /** What was only tried out. */
  readonly sampled: readonly Sample[];
  /** Where two sides were compared by what the outside can see of them. */
  readonly compared?: Compared;
  /** What came of the kept runs, by subject; not there without a corpus. */
  readonly corpus?: readonly Retried[];
}

/** A world of which every run was visited, up to where a broken law leaves nothing to conclude. */
export interface ExhaustedWorld {
  readonly subject: string;
  readonly world: string;
  /** Names of its tasks, those that no run waits for included. */
  readonly tasks: readonly string[];
  /** The faulting threads: who touches memory, which decides the fault flags, and how. */
  readonly faults: readonly { readonly caller: Caller; readonly write: boolean }[];
  readonly failures: readonly FailureSpec[];
  readonly objects: number;
  /** Pages of all objects. */
  readonly pages: number;
  /** Most preemptions of a run that was visited, or null for any number. */
  readonly preemptions: number | null;
  readonly states: number;
  /** Paths that were left where a law broke: nothing is said of what comes after. */
  readonly cut: number;
  /** At most so likely is it that two states were taken for one, if digests are like chance. */
  readonly collision: number;
}

/** A world of which nothing is known but what was seen. */
export interface UnfinishedWorld {
  readonly subject: string;
  readonly world: string;
  /** An estimate of how much of the whole was visited, 0 to 1. */
  readonly share: number;
}

/** Runs of one strategy. */
export interface StrategyRuns {
  readonly strategy: string;
  readonly runs: number;
}

/** The most of each that is drawn; `preemptions` are those of the strategy of that name. */
export interface Limits {
  readonly objects: number;
  /** Of an object. */
  readonly pages: number;
  readonly vmas: number;
  readonly threads: number;
  readonly actors: number;
  readonly failures: number;
  readonly preemptions: number;
}

/** Runs that were drawn, of one subject. */
export interface Sample {
  readonly subject: string;
  /** Name of the litmus world, or null when worlds were generated. */
  readonly world: string | null;
  /** The most that a generated world and schedule has of each; null for a litmus world. */
  readonly limits: Limits | null;
  readonly strategies: readonly StrategyRuns[];
  /** There were to be more runs. */
  readonly interrupted: boolean;
  /** By depth; empty without runs under PCT. */
  readonly pct: readonly PctBound[];
}

/**
 * How likely the runs under PCT of one depth were to miss a breach that needs at most `depth`
 * ordering constraints and comes within the first steps.
 *
 * If worlds were generated, it is that of a breach which every world has: for one in a share q of
 * the worlds, as they are drawn, the chance of a run is q times as large.
 */
export interface PctBound {
  readonly runs: number;
  readonly depth: number;
  /** The most tasks of a run (n), and the most steps that one was to have, fixed before it (k). */
  readonly tasks: number;
  readonly steps: number;
  /** The fewest steps that a run was to have: later breaches are not bounded. */
  readonly within: number;
  /** Runs that had more steps than they were to have. */
  readonly longer: number;
  /** Of one run to meet it, at least: 1 / (n k^(depth - 1)). */
  readonly chance: number;
  /** Of all runs to miss it, at most: (1 - chance)^runs. */
  readonly missed: number;
}

/** What came of the kept runs on one subject. */
export interface Retried {
  readonly subject: string;
  readonly tried: number;
  /** Of so many the law broke again. */
  readonly reproduced: number;
  /** So many went their way, and the law held. */
  readonly held: number;
  /** Those whose path the subject does not have any more, and where it ended. */
  readonly gone: readonly (Divergence & { readonly name: string })[];
}
