import type { RangedRevision, RangeReport } from '../../properties/answers/range-report.ts';
import type { Block, Cells, Page } from './page.ts';
import { counted } from './words.ts';

/** Letters of a revision that people look at. */
const LETTERS = 12;

/** The answer of `gate --range`: a table, and how to see what was broken. */
export function rangePage(report: RangeReport): Page {
  const { safe, revisions } = report;
  return [
    { kind: 'heading', level: 1, text: verdictOf(report), tone: safe ? 'good' : 'bad' },
    {
      kind: 'table',
      head: ['revision', 'verdict', 'broken', 'mended', 'changed', 'subject'],
      rows: revisions.map(rowOf),
    },
    ...revisions.flatMap(brokenIn),
    ...skippedOf(revisions),
    {
      kind: 'facts',
      facts: [['Effort', `seed ${report.seed}, at most ${report.runs} runs for each side`]],
    },
  ];
}

function verdictOf({ safe, interrupted, revisions, range, path }: RangeReport): string {
  const bad = revisions.filter(({ verdict }) => verdict === 'not-safe').length;
  const judged = revisions.filter(({ verdict }) => verdict !== 'skipped').length;
  const which = `of ${counted(judged, 'revision')} of ${path} in ${range}`;
  const stopped = interrupted ? ' (stopped early)' : '';
  if (bad > 0) return `NOT SAFE: ${bad} ${which}${stopped}`;
  if (judged === 0) return `NOT JUDGED: no revision of ${path} in ${range}${stopped}`;
  return safe ? `SAFE: each ${which}` : `NOT SAFE: stopped early, ${judged} ${which}`;
}

/** `a1b2c3d4e5f6 NOT SAFE: drm/ttm: … [fence-refs-balanced]`, for who waits for the rest. */
export function revisionInWords(one: RangedRevision): string {
  const why = one.reason ?? [...new Set(one.broken.map(({ invariant }) => invariant))].join(', ');
  const told = why === '' ? '' : ` [${why}]`;
  return `${one.revision.slice(0, LETTERS)} ${verdictIn(one)}: ${one.subject}${told}`;
}

const verdictIn = ({ verdict }: RangedRevision): string =>
  verdict === 'not-safe' ? 'NOT SAFE' : verdict;

const rowOf = (one: RangedRevision): Cells => [
  one.revision.slice(0, LETTERS),
  verdictIn(one),
  one.broken.map(({ invariant }) => invariant).join(', '),
  one.mended.join(', '),
  one.verdict === 'skipped' ? '' : String(one.changed.length),
  one.subject,
];

function brokenIn({ revision, against, broken, changed, subject }: RangedRevision): Block[] {
  const title = `${revision.slice(0, LETTERS)} ${subject}`;
  if (broken.length === 0 && changed.length === 0) return [];
  const lines = changed.map(({ behaviour, only }) => {
    return `only ${only === 'candidate' ? 'now' : 'before'}: ${behaviour}`;
  });
  return [
    { kind: 'heading', level: 2, text: title },
    { kind: 'paragraph', text: `Against ${against}.` },
    ...broken.map(
      ({ invariant, found, replay }): Block => ({
        kind: 'brief',
        title: invariant,
        lines: [found],
        command: replay,
      }),
    ),
    ...(lines.length === 0 ? [] : [{ kind: 'list', title: 'Changes', items: lines } as const]),
  ];
}

function skippedOf(revisions: readonly RangedRevision[]): Block[] {
  const skipped = revisions.filter(({ verdict }) => verdict === 'skipped');
  if (skipped.length === 0) return [];
  const items = skipped.map((one) => `${one.revision.slice(0, LETTERS)}: ${one.reason}`);
  return [{ kind: 'list', title: 'Skipped', items }];
}
