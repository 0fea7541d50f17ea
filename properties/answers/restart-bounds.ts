import type { Schedule } from '../../scheduler/schedule.ts';

/** A run that may go on for ever: once it has come so far, its loop can be repeated. */
export interface Lasso {
  /** Who does nothing but go round, and so starves. */
  readonly task: string;
  /** The steps before this one are the stem. */
  readonly from: number;
  /** The loop ends before this step, in the state in which it began. */
  readonly to: number;
  /** Tasks that could go on at some point of the loop, and never do. */
  readonly others: readonly string[];
  /** There are none: no fair scheduler ends this. */
  readonly fair: boolean;
}

/** How often something happens in one access at most. */
export interface Bound {
  readonly most: number;
  /**
   * `exact`: no run has more; `at-least`: more cannot be excluded; `unbounded`: a lasso shows that
   * it goes on for ever, and `most` is where the simulation gives up.
   */
  readonly known: 'exact' | 'at-least' | 'unbounded';
}

/** How often an access begins anew at most, over all interleavings. */
export interface RestartBounds {
  /** Calls of the fault handler in one access. */
  readonly calls: Bound;
  /** VM_FAULT_RETRY in one trap. */
  readonly retries: Bound;
  /** Traps of one access. */
  readonly traps: Bound;
}

/** Restarts in one world. */
export interface Restarts {
  /** Whoever can go on may be made to wait for ever. */
  readonly unfair: RestartBounds;
  /** Who has come back to the state in which it was waits until somebody else has gone on. */
  readonly fair: RestartBounds;
  /** One for each task and kind of loop, fair ones first; the steps before `from` lead to it. */
  readonly lassos: readonly (Lasso & { readonly schedule: Schedule })[];
}
