/** Preemptions without a limit. */
export const ANY_NUMBER = 0x3fffffff;

/** How an exploration goes about it. */
export interface Exploration {
  /**
   * `dpor`: dynamic partial-order reduction with sleep sets; `all`: every choice at every state,
   * which is what the reduction is checked against, and what a bound needs.
   */
  readonly reduction: 'dpor' | 'all';
  /** Do not go on from a state that has been explored. */
  readonly merge: boolean;
  /** Preemptions that a path may have; only with `all`. */
  readonly preemptions: number;
}

/** Every interleaving: one of the orders that make no difference, and no state twice. */
export const REDUCED: Exploration = { reduction: 'dpor', merge: true, preemptions: 0 };

/** What an exploration has come to. */
export interface Explored {
  /** Runs that came to an end. */
  executions: number;
  /** Paths left at a state that had been explored; at one where all that is left sleeps. */
  merged: number;
  asleep: number;
  /** Paths left because nothing more could be concluded from them. */
  cut: number;
  transitions: number;
  /** Steps of the longest run. */
  deepest: number;
  /** Distinct states; 0 when they are not merged. */
  states: number;
  /** Steps that were taken again, to come to where a task's code had to be really run. */
  replayed: number;
}

/** What a search has done so far. */
export type Effort = Pick<Explored, 'transitions' | 'replayed'>;

/** Steps replayed that are no more work than a transition. */
const REPLAYED_PER_TRANSITION = 5;

/**
 * How many transitions would have been as much work, for limits. Where a task runs for very long,
 * each of its new steps takes the whole run before it once more.
 */
export const workOf = ({ transitions, replayed }: Effort): number =>
  Math.max(transitions, replayed / REPLAYED_PER_TRANSITION);

/** Before the first step. */
export const nothingExplored = (): Explored => ({
  executions: 0,
  merged: 0,
  asleep: 0,
  cut: 0,
  transitions: 0,
  deepest: 0,
  states: 0,
  replayed: 0,
});
