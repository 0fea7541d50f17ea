/** What a search has done so far. */
export interface Effort {
  readonly transitions: number;
  /** Steps that were taken again, to come to where a task's code had to be really run. */
  readonly replayed: number;
}

/** Steps replayed that are no more work than a transition. */
const REPLAYED_PER_TRANSITION = 5;

/**
 * How many transitions would have been as much work, for limits. Where a task runs for very long,
 * each of its new steps takes the whole run before it once more.
 */
export const workOf = ({ transitions, replayed }: Effort): number =>
  Math.max(transitions, replayed / REPLAYED_PER_TRANSITION);
