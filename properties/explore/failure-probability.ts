import { NotDeterministic } from '../../scheduler/explore/not-explorable.ts';
import { tasksByStep } from '../../scheduler/schedule.ts';
import type { Continuations } from '../answers/continuations.ts';
import type { Run } from '../answers/run.ts';
import { causeOf } from '../judge/cause.ts';
import type { Violation } from '../judge/invariant.ts';
import { notBrokenAgain, notDeterministic } from '../run/determinism-check.ts';
import type { Judged, Session } from '../run/session.ts';
import { estimatedProbabilities, intervalOf } from './estimated-probability.ts';
import { exactProbabilities } from './exact-probability.ts';

/** How much is to be done for the probabilities of one run. */
export interface ProbabilityEffort {
  /** States above which probabilities are estimated. */
  readonly statesMax: number;
  /** Random runs from each step, then. */
  readonly runs: number;
}

/** What a run that is shown is worth. */
export const PROBABILITY_EFFORT: ProbabilityEffort = { statesMax: 40_000, runs: 200 };

/**
 * For each step of the session's last run: how likely the law still breaks for the same cause if
 * from there on every step is a uniform choice among the tasks that can run. Ends that run.
 * Undefined where that would take too long.
 *
 * The world stays as it is, so failures that it injects happen in every continuation: what they
 * alone decide has probability 1 from the start. A law also counts as broken where its breach
 * follows from that of another one.
 */
export function continuationsOf(
  session: Session,
  { world }: Judged,
  violation: Violation,
  { statesMax, runs }: ProbabilityEffort = PROBABILITY_EFFORT,
): Continuations | undefined {
  const { subject, trace, tools } = session;
  const cause = causeOf(violation, trace, world);
  const tasks = tasksByStep(trace);
  const choices = [...trace.choices.subarray(0, tasks.length)];
  try {
    const question = { subject, world, cause, tasks };
    const exact = exactProbabilities(question, tools, statesMax);
    // What denies the run itself would be no exact answer.
    if (exact?.probabilities.at(-1) === 1)
      return { known: 'exact', over: exact.states, ...marked(exact.probabilities) };
    const probabilities = estimatedProbabilities(session, question, { choices, runs });
    if (probabilities === null) return undefined;
    const intervals = probabilities.map((probability) => intervalOf(probability, runs));
    return { known: 'estimated', over: runs, ...marked(probabilities), intervals };
  } catch (error) {
    if (!(error instanceof NotDeterministic)) throw error;
    throw notDeterministic(subject.name, session.taskNames(world), error.difference);
  }
}

/** The same of a run in which a law is known to break, at this event. */
export function probabilitiesOf(
  session: Session,
  { run, law, event }: { readonly run: Run; readonly law: string; readonly event: number },
): Continuations | undefined {
  const judged = session.judgeRun(run);
  const violation = judged.violations.find((one) => one.invariant === law && one.event === event);
  if (!violation) throw notBrokenAgain(session.subject.name, law);
  return continuationsOf(session, judged, violation);
}

/** The probabilities, with the point of no return and the step that went wrong. */
function marked(
  failureProbability: readonly number[],
): Pick<Continuations, 'failureProbability' | 'pointOfNoReturn' | 'wrong'> {
  const pointOfNoReturn = failureProbability.findLastIndex((probability) => probability < 1);
  if (pointOfNoReturn < 0) return { failureProbability, pointOfNoReturn: null, wrong: null };
  const rises = failureProbability
    .slice(1)
    .map((probability, step) => probability - failureProbability[step]!);
  return { failureProbability, pointOfNoReturn, wrong: rises.indexOf(Math.max(...rises)) };
}
