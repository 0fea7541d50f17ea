import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { NotExplorable } from '../../scheduler/explore/not-explorable.ts';
import { Steps } from '../../scheduler/explore/steps.ts';
import {
  FailureProbability,
  type ProbabilitiesAlong,
} from '../../scheduler/graph/failure-probability.ts';
import type { Cause } from '../answers/work.ts';
import type { Tools } from '../run/tools.ts';
import { CauseJudge } from './cause-judge.ts';
import { stageOf } from './stage.ts';

/** What is asked: a run of a subject in a world, by its tasks, and why it fails. */
export interface ProbabilityQuestion {
  readonly subject: Subject;
  /** A legal one. */
  readonly world: World;
  readonly cause: Cause;
  /** Which task ran at each step. */
  readonly tasks: readonly number[];
}

/**
 * The probabilities along the run, over all states that it can come to; undefined where there are
 * more of them than that, where a run may not end, or where a subject's state cannot be saved.
 */
export function exactProbabilities(
  { subject, world, cause, tasks }: ProbabilityQuestion,
  tools: Tools,
  statesMax: number,
): ProbabilitiesAlong | undefined {
  try {
    const judge = new CauseJudge(subject, world, cause, tools);
    const steps = new Steps(stageOf(subject, world, tools), judge);
    return new FailureProbability(steps, statesMax).along(tasks);
  } catch (error) {
    if (error instanceof NotExplorable) return undefined;
    throw error;
  }
}
