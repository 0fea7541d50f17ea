import type { Continuations } from '../answers/continuations.ts';
import type { Run } from '../answers/run.ts';
import { continuationsOf, type ProbabilityEffort } from '../explore/failure-probability.ts';
import type { Session } from '../run/session.ts';

/** The probabilities along a run in which the law breaks; undefined if it does not. */
export function probabilitiesOf(
  session: Session,
  run: Run,
  law: string,
  effort?: ProbabilityEffort,
): Continuations | undefined {
  const judged = session.judgeRun(run);
  const violation = judged.violations.find(({ invariant }) => invariant === law);
  return violation && continuationsOf(session, judged, violation, effort);
}
