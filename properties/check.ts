import type { Subject } from '../impl/subject.ts';
import { type Cause, causeOf, explains } from './cause.ts';
import { sampleOf } from './certificate.ts';
import { brokenInPassing, exhaust, type InPassing } from './exhaust.ts';
import { CHECK_SCHEMA, type CheckReport, type Finding } from './finding.ts';
import { coverageOf, findingOf } from './report.ts';
import { type Search, search, type Witness } from './search.ts';
import { Session } from './session.ts';
import { shrink } from './shrink.ts';
import type { CheckOptions, Tools } from './tools.ts';
import { notBrokenAgain } from './twice.ts';

/**
 * Searches for runs in which the subject breaks a law, and makes each of them as small as can be.
 */
export function check(subject: Subject, tools: Tools, options: CheckOptions): CheckReport {
  const session = new Session(subject, tools);
  const places = exhaust(session, options);
  const searched = search(session, options);
  const coverage = coverageOf(session, searched.outcomes);
  const found = withThoseInPassing(session, places, { searched, options });
  return {
    schema: CHECK_SCHEMA,
    subject: subject.name,
    profile: subject.profile,
    profileFrom: subject.profileFrom ?? 'declared',
    seed: options.seed,
    runs: searched.runs,
    seconds: null,
    strategy: options.strategy,
    world: options.world?.name ?? null,
    interrupted: searched.interrupted,
    coverage,
    violations: found,
    certificate: {
      exhausted: places.map(({ certified }) => certified),
      unfinished: [],
      sampled: [sampleOf(subject.name, searched, options.world?.name ?? null)],
    },
  };
}

/** Findings of a search, and of the worlds that were exhausted beside it. */
export function withThoseInPassing(
  session: Session,
  places: readonly InPassing[],
  { searched, options }: { searched: Search; options: CheckOptions },
): Finding[] {
  const known = findings(session, searched.witnesses, options);
  return sorted([...known, ...brokenInPassing(session, places, { known, options })]);
}

/**
 * One finding for each cause: shrinks the witnesses, and drops those that turn out to be the same.
 */
function findings(
  session: Session,
  witnesses: readonly Witness[],
  options: CheckOptions,
): Finding[] {
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
    const shown = judged.primaries.find((one) => one.violation.invariant === invariant);
    if (!shown) throw notBrokenAgain(session.subject.name, invariant);
    const cause = causeOf(shown.violation, session.trace, judged.world);
    if (found.some((other) => explains(other.cause, cause))) return;
    found.push({
      finding: findingOf(session, invariant, { original: witness.run, shrunk }),
      cause,
    });
  });
  return found.map(({ finding }) => finding);
}

const sorted = (all: readonly Finding[]): Finding[] =>
  all.toSorted((one, other) => one.invariant.localeCompare(other.invariant, 'en'));
