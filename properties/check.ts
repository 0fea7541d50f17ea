import type { Subject } from '../impl/subject.ts';
import type { Certificate, Sample } from './answers/certificate.ts';
import { CHECK_SCHEMA, type CheckReport } from './answers/check-report.ts';
import type { Finding } from './answers/finding.ts';
import { type FromCorpus, retry, withCorpus } from './corpus/corpus.ts';
import { sampleOf } from './explore/certificate.ts';
import { brokenInPassing, exhaust, type InPassing } from './explore/exhaust.ts';
import { coverageOf, findingOf } from './explore/finding-report.ts';
import { type Cause, causeOf, explains } from './judge/cause.ts';
import { notBrokenAgain } from './run/determinism-check.ts';
import { Session } from './run/session.ts';
import { shrink } from './run/shrink.ts';
import type { CheckOptions, Tools } from './run/tools.ts';
import { search } from './search/search.ts';
import { type SearchPart, withoutExplained } from './search/search-part.ts';

/**
 * Searches for runs in which the subject breaks a law, and makes each of them as small as can be.
 */
export function check(subject: Subject, tools: Tools, options: CheckOptions): CheckReport {
  const session = new Session(subject, tools);
  const corpus = retried(subject, tools, options);
  const places = exhaust(session, options);
  return checkReport(session, { places, part: search(session, options), ...corpus }, options);
}

/** What the kept runs show of a subject, if there are any. */
export const retried = (
  subject: Subject,
  tools: Tools,
  { corpus }: CheckOptions,
): Pick<FoundOf, 'corpus'> =>
  corpus === undefined ? {} : { corpus: retry(new Session(subject, tools), corpus) };

/** What was found of one subject: in the worlds that were exhausted in passing, and elsewhere. */
export interface FoundOf {
  readonly places: readonly InPassing[];
  readonly part: SearchPart;
  /** Not there without a corpus. */
  readonly corpus?: FromCorpus;
}

/** The answer of `check`, once the search is over: makes small what it has found. */
export function checkReport(session: Session, found: FoundOf, options: CheckOptions): CheckReport {
  const { subject } = session;
  const { places, part } = found;
  return {
    schema: CHECK_SCHEMA,
    subject: subject.name,
    profile: subject.profile,
    profileFrom: subject.profileFrom ?? 'declared',
    seed: options.seed,
    runs: part.runs,
    seconds: null,
    strategy: options.strategy,
    world: options.world?.name ?? null,
    interrupted: part.runs < options.runs,
    coverage: coverageOf(subject, part),
    violations: findings(session, found, options),
    certificate: {
      exhausted: places.map(({ certified }) => certified),
      unfinished: [],
      sampled: [sampleIn(session, part, options)],
      ...retriedOf([found]),
    },
  };
}

/** Findings of a search, and of the worlds that were exhausted beside it. */
export function findings(
  session: Session,
  { places, part, corpus }: FoundOf,
  options: CheckOptions,
): Finding[] {
  const known = findingsOf(session, withCorpus(part, corpus), options);
  return sorted([...known, ...brokenInPassing(session, places, { known, options })]);
}

/** What the certificate says of the kept runs, of each side of a search. */
export function retriedOf(sides: readonly FoundOf[]): Pick<Certificate, 'corpus'> {
  const all = sides.flatMap(({ corpus }) => corpus?.retried ?? []);
  return all.length === 0 ? {} : { corpus: all };
}

/** What the certificate says of a search with one subject. */
export function sampleIn(session: Session, part: SearchPart, options: CheckOptions): Sample {
  const { sampled, runs } = part;
  const interrupted = runs < options.runs;
  return sampleOf(session.subject.name, { sampled, interrupted }, options.world?.name ?? null);
}

/**
 * One finding for each cause: shrinks the witnesses, and drops those that turn out to be the same.
 */
function findingsOf(session: Session, part: SearchPart, options: CheckOptions): Finding[] {
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
    const shown = judged.primaries.find((one) => one.violation.invariant === invariant);
    if (!shown) throw notBrokenAgain(session.subject.name, invariant);
    const cause = causeOf(shown.violation, session.trace, judged.world);
    if (found.some((other) => explains(other.cause, cause))) return;
    found.push({
      finding: findingOf(session, invariant, {
        original: witness.run,
        shrunk,
        giveUp: options.giveUp,
      }),
      cause,
    });
  });
  return found.map(({ finding }) => finding);
}

const sorted = (all: readonly Finding[]): Finding[] =>
  all.toSorted((one, other) => one.invariant.localeCompare(other.invariant, 'en'));
