import type { History } from './history.ts';
import type { Preemption, Schedule } from './schedule.ts';
import type { Task } from './task.ts';

/**
 * How the next task is chosen, and nothing else: a strategy never sees locks or state.
 *
 * Sets of tasks are bit masks: task `i` is enabled when bit `i` is set.
 */
export interface Strategy {
  /** A new execution begins, with these tasks. The array stays valid until the next `begin`. */
  begin(tasks: readonly Task[]): void;
  /**
   * The task that runs at this step: one of `enabled`, or `DIVERGED` if the strategy wants a task
   * that cannot run. `current` ran last (-1 at the start).
   */
  next(enabled: number, current: number, step: number): number;
  /** After `DIVERGED`: what was wanted at that step, in words. */
  readonly wanted?: string;
}

/** What a strategy may be made from; each takes what it needs. */
export interface StrategyInput {
  readonly seed: number;
  readonly preemptions: readonly Preemption[];
  readonly schedule: Schedule;
  /** Which run of a series this is, counted from 0; the first one if nothing is said. */
  readonly run?: number;
  /** What the series has shown so far; nothing if it is left out. */
  readonly history?: History;
}

/** A strategy as the catalogue lists it: the default export of its file. */
export interface StrategyEntry {
  /** What it does, in one sentence. */
  readonly summary: string;
  /** A strategy that serves one run, or a series of runs from one seed. */
  create(input: StrategyInput): Strategy;
  /** If others take turns here: the name of the one that makes this run of a series. */
  turnOf?(run: number): string;
}

/** Reply of a strategy that cannot follow the run any further. */
export const DIVERGED = -1;
