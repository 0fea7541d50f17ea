import type { Retried } from '../answers/certificate.ts';
import type { KeptRun } from '../answers/event-schedule.ts';
import type { Divergence } from '../answers/replay-report.ts';
import type { SearchPart, Witness } from '../answers/work.ts';
import { causeOf } from '../judge/cause.ts';
import { assertRepeats } from '../run/determinism-check.ts';
import type { Session } from '../run/session.ts';
import { mergedParts, NOTHING_FOUND } from '../search/search-part.ts';
import { alongEventSchedule } from './along-event-schedule.ts';

/** What kept runs have shown before a search begins. */
export interface FromCorpus {
  readonly retried: Retried;
  readonly witnesses: readonly Witness[];
}

/** As if there were a chunk before the first one: what was found there comes first. */
const BEFORE_ALL = -1;

/**
 * Tries the kept runs on a subject, in their order; the session is to be one of its own, as what
 * they reach is no part of the search.
 */
export function retry(session: Session, corpus: readonly KeptRun[]): FromCorpus {
  const { subject } = session;
  const retried = corpus.map((kept) => ({ kept, ...retryOne(session, kept) }));
  const gone = retried.flatMap(({ kept: { name }, broken, lost }) =>
    broken || lost === null ? [] : [{ name, ...lost }],
  );
  const reproduced = retried.filter(({ broken }) => broken).length;
  const tried = corpus.length;
  const held = tried - reproduced - gone.length;
  return {
    retried: { subject: subject.name, tried, reproduced, held, gone },
    witnesses: retried.flatMap(({ witnesses }) => witnesses),
  };
}

interface RetriedOne {
  readonly broken: boolean;
  readonly lost: Divergence | null;
  readonly witnesses: readonly Witness[];
}

/** Whatever a kept run breaks counts, not only the law for which it was kept. */
function retryOne(session: Session, { invariant, world, turns }: KeptRun): RetriedOne {
  const path = alongEventSchedule(turns, session.trace);
  const judged = session.judge(world, path);
  const lost = path.lost();
  const run = session.lastRun(judged.world);
  const witnesses = judged.primaries.map(({ violation }) => ({
    chunk: BEFORE_ALL,
    cause: causeOf(violation, session.trace, judged.world),
    run,
  }));
  const broken = judged.violations.some((violation) => violation.invariant === invariant);
  if (witnesses.length > 0) assertRepeats(session, judged.world);
  return { broken, lost, witnesses };
}

/** What a search has found, after what kept runs had shown before it. */
export const withCorpus = (part: SearchPart, before: readonly Witness[]): SearchPart =>
  before.length === 0 ? part : mergedParts([{ ...NOTHING_FOUND, witnesses: before }, part]);
