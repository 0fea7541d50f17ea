import type { Subject } from '../impl/subject.ts';
import { type Cause, causeOf, explains } from './cause.ts';
import { CHECK_SCHEMA, type CheckReport, type Finding } from './finding.ts';
import { coverageOf, findingOf } from './report.ts';
import { search } from './search.ts';
import { type SearchPart, withoutExplained } from './search-part.ts';
import { Session } from './session.ts';
import { shrink } from './shrink.ts';
import type { CheckOptions, Tools } from './tools.ts';

/**
 * Searches for runs in which the subject breaks a law, and makes each of them as small as can be.
 */
export function check(subject: Subject, tools: Tools, options: CheckOptions): CheckReport {
  const session = new Session(subject, tools);
  return checkReport(session, search(session, options), options);
}

/** The answer of `check`, once the search is over: makes small what it has found. */
export function checkReport(
  session: Session,
  found: SearchPart,
  options: CheckOptions,
): CheckReport {
  const { subject } = session;
  return {
    schema: CHECK_SCHEMA,
    subject: subject.name,
    profile: subject.profile,
    profileFrom: subject.profileFrom ?? 'declared',
    seed: options.seed,
    runs: found.runs,
    seconds: null,
    strategy: options.strategy,
    world: options.world?.name ?? null,
    interrupted: found.runs < options.runs,
    coverage: coverageOf(subject, found),
    violations: findings(session, found, options),
  };
}

/**
 * One finding for each cause: shrinks the witnesses, and drops those that turn out to be the same.
 */
export function findings(session: Session, part: SearchPart, options: CheckOptions): Finding[] {
  const witnesses = withoutExplained(part.witnesses);
  const found: { finding: Finding; cause: Cause }[] = [];
  witnesses.forEach((witness, done) => {
    options.progress({
      subject: session.subject.name,
      phase: 'shrink',
      done,
      total: witnesses.length,
      violations: found.length,
      goalsReached: 0,
      goals: 0,
    });
    const { invariant } = witness.cause;
    const shrunk = shrink(session, witness.run, {
      shows: ({ primaries }) =>
        primaries.some(({ violation }) => violation.invariant === invariant),
      giveUp: options.giveUp,
    });
    const judged = session.judgeRun(shrunk);
    const { violation } = judged.primaries.find((one) => one.violation.invariant === invariant)!;
    const cause = causeOf(violation, session.trace, judged.world);
    if (found.some((other) => explains(other.cause, cause))) return;
    found.push({
      finding: findingOf(session, invariant, { original: witness.run, shrunk }),
      cause,
    });
  });
  return found
    .map(({ finding }) => finding)
    .sort((one, other) => one.invariant.localeCompare(other.invariant, 'en'));
}
