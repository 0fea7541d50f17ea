import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { NotExplorable } from '../../scheduler/explore/not-explorable.ts';
import { Shares, type SharesAlong } from '../../scheduler/graph/failure-probability.ts';
import type { Cause } from '../answers/work.ts';
import type { Tools } from '../run/tools.ts';
import { LawGoal } from './law-goal.ts';
import { stageOf } from './stage.ts';

/** What is asked: a run of a subject in a world, by its tasks, and why it fails. */
export interface SharesQuestion {
  readonly subject: Subject;
  /** A legal one. */
  readonly world: World;
  readonly cause: Cause;
  /** Which task ran at each step. */
  readonly tasks: readonly number[];
}

/**
 * The shares along the run, over all states that it can come to; undefined where there are more of
 * them than that, where a run may not end, or where a subject's state cannot be put away.
 */
export function exactShares(
  { subject, world, cause, tasks }: SharesQuestion,
  tools: Tools,
  statesMax: number,
): SharesAlong | undefined {
  const stage = stageOf(subject, world, tools);
  const goal = new LawGoal({ subject, world, kernel: stage.machine }, cause, tools);
  const shares = new Shares(stage, goal, statesMax);
  try {
    return shares.along(tasks);
  } catch (error) {
    if (error instanceof NotExplorable) return undefined;
    throw error;
  }
}
