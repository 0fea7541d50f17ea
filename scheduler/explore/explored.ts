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
  /** Times that a task's code was really run, from the start of the run on. */
  reruns: number;
}

/** Before the first step. */
export const nothingExplored = (): Explored => ({
  executions: 0,
  merged: 0,
  asleep: 0,
  cut: 0,
  transitions: 0,
  deepest: 0,
  states: 0,
  reruns: 0,
});
