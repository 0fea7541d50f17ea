import type { World } from '../../impl/kernel/world.ts';
import type { Actors } from '../../impl/simulation.ts';
import type { StrategyEntry } from '../../scheduler/strategy.ts';
import type { Allowed } from '../answers/allow-file.ts';
import type { KeptRun } from '../answers/event-schedule.ts';
import type { Invariant } from '../judge/invariant.ts';
import type { Litmus } from '../worlds/litmus-world.ts';

/** What the catalogue has, for whoever asks questions of a subject. */
export interface Tools {
  readonly actors: Actors;
  readonly invariants: ReadonlyMap<string, Invariant>;
  readonly strategies: ReadonlyMap<string, StrategyEntry>;
  readonly worlds: ReadonlyMap<string, Litmus>;
}

/** How a question is asked. */
export interface CheckOptions {
  readonly runs: number;
  /** A 32-bit integer; the same one gives the same answer. */
  readonly seed: number;
  /** Name of a strategy in the catalogue. */
  readonly strategy: string;
  /** A litmus world to stay in, or null for generated worlds. */
  readonly world: { readonly name: string; readonly world: World } | null;
  /** A candidate that can do what its baseline cannot is not safe. */
  readonly refine?: boolean;
  /** Runs that are tried before all others; there is no corpus if it is left out. */
  readonly corpus?: readonly KeptRun[];
  /** What a gate is to accept; nothing if it is left out. */
  readonly allow?: readonly Allowed[];
  /** Asked often; once it says true, what is known so far is the answer. */
  stop(): boolean;
  /** Asked while a run is made smaller; once it says true, the run stays as large as it is. */
  giveUp(): boolean;
  progress(progress: Progress): void;
}

/** What long work tells while it runs. */
export interface Progress {
  readonly subject: string;
  readonly phase: 'search' | 'shrink' | 'compare' | 'explore';
  readonly done: number;
  readonly total: number;
  readonly violations: number;
  readonly goalsReached: number;
  readonly goals: number;
}
