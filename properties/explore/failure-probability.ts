import { NotDeterministic } from '../../scheduler/explore/not-explorable.ts';
import { tasksByStep } from '../../scheduler/schedule.ts';
import type { Continuations } from '../answers/continuations.ts';
import type { Run } from '../answers/run.ts';
import { causeOf } from '../judge/cause.ts';
import type { Violation } from '../judge/invariant.ts';
import { notBrokenAgain, notDeterministic } from '../run/determinism-check.ts';
import type { Judged, Session } from '../run/session.ts';
import { estimatedShares, intervalOf } from './estimated-probability.ts';
import { exactShares } from './exact-probability.ts';

/** How much is to be done for the shares of one run. */
export interface SharesEffort {
  /** States above which shares are estimated. */
  readonly statesMax: number;
  /** Random runs from each step, then. */
  readonly runs: number;
}

/** What a run that is shown is worth. */
export const SHARES_EFFORT: SharesEffort = { statesMax: 40_000, runs: 200 };

/**
 * For each step of the session's last run: how likely the law still breaks for the same cause if
 * from there on every step is a uniform choice among the tasks that can run. Ends that run.
 * Undefined where that would take too long.
 *
 * The world stays as it is, so failures that it injects happen in every continuation: what they
 * alone decide has share 1 from the start. A law also counts as broken where its breach follows
 * from that of another one.
 */
export function continuationsOf(
  session: Session,
  { world }: Judged,
  violation: Violation,
  { statesMax, runs }: SharesEffort = SHARES_EFFORT,
): Continuations | undefined {
  const { subject, trace, tools } = session;
  const cause = causeOf(violation, trace, world);
  const tasks = tasksByStep(trace);
  const choices = [...trace.choices.subarray(0, tasks.length)];
  try {
    const question = { subject, world, cause, tasks };
    const exact = exactShares(question, tools, statesMax);
    // What denies the run itself would be no exact answer.
    if (exact?.shares.at(-1) === 1)
      return { known: 'exact', over: exact.states, ...marked(exact.shares) };
    const shares = estimatedShares(session, question, { choices, runs });
    if (shares === null) return undefined;
    const intervals = shares.map((share) => intervalOf(share, runs));
    return { known: 'estimated', over: runs, ...marked(shares), intervals };
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

/** The shares, with the step of no return and the one that went wrong. */
function marked(shares: readonly number[]): Pick<Continuations, 'shares' | 'noReturn' | 'wrong'> {
  const lastEscape = shares.findLastIndex((share) => share < 1);
  if (lastEscape < 0) return { shares, noReturn: null, wrong: null };
  const rises = shares.slice(1).map((share, step) => share - shares[step]!);
  return { shares, noReturn: lastEscape, wrong: rises.indexOf(Math.max(...rises)) };
}
