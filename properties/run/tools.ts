import type { Actors } from '../../impl/simulation.ts';
import type { StrategyEntry } from '../../scheduler/strategy.ts';
import type { Allowed } from '../answers/allow-file.ts';
import type { KeptRun } from '../answers/event-schedule.ts';
import type { Invariant } from '../judge/invariant.ts';
import type { Litmus, NamedWorld } from '../worlds/litmus-world.ts';

/** What the catalogue has, for whoever asks questions of a subject. */
export interface Tools {
  readonly actors: Actors;
  readonly invariants: ReadonlyMap<string, Invariant>;
  readonly strategies: ReadonlyMap<string, StrategyEntry>;
  readonly worlds: ReadonlyMap<string, Litmus>;
}

/** How a search is made: the same one gives the same answer. */
export interface SearchOptions {
  readonly runs: number;
  /** A 32-bit integer. */
  readonly seed: number;
  /** Name of a strategy in the catalogue. */
  readonly strategy: string;
  /** A litmus world to stay in, or null for generated worlds. */
  readonly world: NamedWorld | null;
}

/** How work that may take long is looked after. */
export interface Control {
  /** Asked often; once it says true, what is known so far is the answer. */
  stop(): boolean;
  /** Asked while a run is made smaller; once it says true, the run stays as large as it is. */
  giveUp(): boolean;
  progress(progress: Progress): void;
}

/** How `check` and `gate` are asked. */
export interface CheckOptions extends SearchOptions, Control {
  /** A candidate that can do what its baseline cannot is not safe. */
  readonly refine?: boolean;
  /** Runs that are tried before all others; there is no corpus if it is left out. */
  readonly corpus?: readonly KeptRun[];
  /** What a gate is to accept; nothing if it is left out. */
  readonly allow?: readonly Allowed[];
}

/** What long work tells while it runs. */
export interface Progress {
  readonly subject: string;
  readonly phase: 'exhaust' | 'search' | 'shrink' | 'describe' | 'compare' | 'explore';
  readonly done: number;
  /** 0 where nobody can say how much there is. */
  readonly total: number;
  readonly violations: number;
  readonly goalsReached: number;
  readonly goals: number;
}
