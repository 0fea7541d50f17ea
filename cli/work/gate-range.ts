import type { Job } from '../../jobs/job.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import {
  RANGE_SCHEMA,
  type RangedRevision,
  type RangeReport,
} from '../../properties/answers/range-report.ts';
import type { Effort, Setup } from '../../properties/answers/work.ts';
import type { Reported } from '../../reports/format.ts';
import { exitOfError, usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import { run } from '../run.ts';
import { fromTop, workTreeAt } from '../subjects/git.ts';
import { revisionsOf, type Touch } from '../subjects/revisions.ts';
import { specOf, underHandler } from '../subjects/subjects.ts';

/** What `gate --range` is asked. */
export interface RangeQuestion {
  readonly range: string;
  readonly path: string;
  readonly handler: string | undefined;
  readonly setup: Setup;
  readonly baselineSetup: Setup;
  readonly effort: Effort;
  /** What is tried first in each gate. */
  readonly first: Pick<Extract<Job, { kind: 'gate' }>, 'corpus' | 'allow'>;
  /** How many threads may work, if not as many as there are cores. */
  readonly workers: number | undefined;
  /** What a revision can do that its parent cannot makes it unsafe. */
  readonly refine: true | undefined;
  /** Is told each revision as soon as it is judged. */
  readonly told: (revision: RangedRevision) => void;
}

/** How the report of one gate gets its files and commands. */
export type Report = (report: GateReport, seconds: number) => Reported<GateReport>;

/** Letters of a revision in the name of a subject: enough for every repository there is. */
const LETTERS = 12;

/**
 * Gates each revision of a range that touches a file against what it was made from.
 *
 * A revision that cannot be judged is left out: what was made from it is gated against the last one
 * before it that can be.
 */
export async function gateRange(question: RangeQuestion, report: Report): Promise<RangeReport> {
  const { range, effort, setup } = question;
  const tree = workTreeAt(setup.git ?? '.');
  const path = fromTop(question.path, setup.git ?? '.');
  const revisions: RangedRevision[] = [];
  /** By revision that cannot be judged: what stands in for it, null for nothing. */
  const instead = new Map<string, string | null>();
  const known = new Map<string, Gated>();
  let interrupted = false;
  for (const touch of revisionsOf(tree, range, path)) {
    const one = await gated(touch, { question, report, instead, known });
    if (one === null) interrupted = true;
    if (one === null) break;
    question.told(one);
    revisions.push(one);
  }
  const { runs, seed } = effort;
  const safe = !interrupted && revisions.every(({ verdict }) => verdict !== 'not-safe');
  return { schema: RANGE_SCHEMA, range, path, seed, runs, interrupted, safe, revisions };
}

interface Context {
  readonly question: RangeQuestion;
  readonly report: Report;
  readonly instead: Map<string, string | null>;
  /** What came of two texts: a history goes back and forth, and has one change on two branches. */
  readonly known: Map<string, Gated>;
}

/** What a gate found of a revision. */
type Gated = Pick<RangedRevision, 'verdict' | 'reason' | 'broken' | 'mended' | 'changed'>;

/** One row; null if it was interrupted. */
async function gated(touch: Touch, { question, report, instead, known }: Context) {
  const { handler, setup, baselineSetup, effort, first, workers, refine } = question;
  const word = (revision: string, path: string): string =>
    underHandler(`${revision.slice(0, LETTERS)}:${path}`, handler);
  const candidate = word(touch.revision, touch.path);
  let against: string | null =
    touch.parent === null ? null : word(touch.parent.revision, touch.parent.path);
  while (against !== null && instead.has(against)) against = instead.get(against)!;
  const row = { revision: touch.revision, subject: touch.subject, path: touch.path };
  const skipped = (reason: string): RangedRevision => {
    return { ...row, against, verdict: 'skipped', reason, broken: [], mended: [], changed: [] };
  };
  if (against === null) return skipped('there is nothing before it to compare with');

  const texts = textsOf([candidate, setup], [against, baselineSetup]);
  const before = texts === undefined ? undefined : known.get(texts);
  if (before) return { ...row, against, ...before };

  const { answers, failure, interrupted } = await run(
    {
      ...{ kind: 'gate', candidate, baseline: against, setup, baselineSetup, effort },
      ...first,
      ...(refine === undefined ? {} : { refine }),
    },
    { workers },
  );
  if (interrupted) return null;
  if (failure && exitOfError(failure) === EXIT.unusable) {
    const own = !failure.message.startsWith(against.slice(0, LETTERS + 1));
    instead.set(own ? candidate : against, own ? against : null);
    return skipped(failure.message);
  }
  if (failure) throw failure;
  const [{ report: found, seconds }] = answers as [(typeof answers)[number]];
  if (found.runs === 0)
    throw usage('the time was over before the first run; give it more --seconds');
  const { safe, regressions, fixed, changes } = report(found, seconds);
  const its: Gated = {
    verdict: safe ? 'safe' : 'not-safe',
    reason: null,
    broken: regressions.map(({ invariant, found, replay }) => ({ invariant, found, replay })),
    mended: fixed.map(({ invariant }) => invariant),
    changed: changes.map(({ behaviour, only }) => ({ behaviour, only })),
  };
  if (texts !== undefined) known.set(texts, its);
  return { ...row, against, ...its } satisfies RangedRevision;
}

/** What two subjects are made of, undefined if one of them cannot be read: the gate says why. */
function textsOf(...both: readonly (readonly [word: string, setup: Setup])[]): string | undefined {
  try {
    const digests = both.map(([word, setup]) => specOf(word, setup).digest);
    return digests.includes(null) ? undefined : digests.join(' ');
  } catch {
    return undefined;
  }
}
