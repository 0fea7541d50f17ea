import type { ReportedFinding } from '../format.ts';
import { leavingOf } from './blame.ts';
import { continuationsInWords } from './continuations.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import type { Block, Fact } from './page.ts';
import { sidesOf } from './sides.ts';
import { excerptBlock } from './source.ts';
import { lassoInWords, listed, sizeInWords } from './words.ts';
import { worldInWords } from './world.ts';

/** A finding told as a story: the world, what happened in it, the law, and how to see it again. */
export function storyOf(finding: ReportedFinding): Block[] {
  const { consequences, known } = finding;
  const lanes = lanesOf(finding);
  const facts: Fact[] = [
    ['Law', finding.claim],
    ['Found', finding.found],
    ...keptIn(finding),
    ['Where', placeOf(finding)],
    ['Held then', heldInWords(lanes)],
    ['Source', finding.source],
  ];
  facts.push(...continuationsInWords(finding));
  if (finding.lasso) facts.push(['For ever', lassoInWords(finding.lasso)]);
  if (known) facts.push(['Known as', `${known.row}: ${known.summary}`]);
  if (finding.confirmation) facts.push(['Real kernel', finding.confirmation.sentence]);
  const after = consequences.map(
    ({ invariant, found, task, step }) => `${invariant}, ${task} at step ${step}: ${found}`,
  );
  return [
    { kind: 'heading', level: 3, text: finding.invariant, tone: 'bad', finding },
    { kind: 'list', title: 'World', items: worldInWords(finding.shrunk.world) },
    { kind: 'lanes', lanes },
    ...(finding.excerpt ? [excerptBlock(finding.excerpt, finding.task)] : []),
    { kind: 'facts', facts },
    ...(finding.other
      ? [
          {
            kind: 'sides',
            title: 'Where the two part',
            sides: sidesOf(finding, finding.other),
          } as const,
        ]
      : []),
    ...(after.length > 0 ? [{ kind: 'list', title: 'Consequences', items: after } as const] : []),
    {
      kind: 'paragraph',
      text: `shrunk from ${sizeInWords(finding.original)} to ${sizeInWords(finding.shrunk)}`,
    },
    { kind: 'command', command: finding.replay },
  ];
}

/** A finding in a few lines: the law, its row, what was found, how large, how to see it. */
export function briefOf(finding: ReportedFinding): Block {
  const { invariant, known, found, shrunk, replay, accepted } = finding;
  return {
    kind: 'brief',
    title: known ? `${invariant} (${known.row})` : invariant,
    lines: [
      ...(accepted === undefined ? [] : [`accepted: ${accepted}`]),
      ...(known ? [known.summary] : []),
      `${found} (${sizeInWords(shrunk)})`,
    ],
    command: replay,
    finding,
  };
}

/** What is to blame before where it was noticed. */
export function keptIn(finding: ReportedFinding): Fact[] {
  const { blame } = finding;
  if (!blame) return [];
  const left = leavingOf(finding);
  const since = left ? `, held since step ${left.since}` : '';
  const by = left ? ` by the return of ${left.by}` : '';
  return [['Kept', `taken at ${blame.taken}${since}, left at ${blame.left}${by}`]];
}

function placeOf({ task, step, shrunk, excerpt, blame }: ReportedFinding): string {
  const when = step >= shrunk.steps ? 'at the end of the run' : `step ${step}`;
  const line = excerpt && !blame ? `, ${excerpt.exact ? '' : 'after '}${excerpt.at}` : '';
  return `${blame ? 'noticed: ' : ''}${task}, ${when}${line}`;
}

/** What each task held when the law broke. */
function heldInWords({ tasks, rows, locks }: Lanes): string {
  const row = rows.find(({ broke }) => broke);
  const meaning = (sign: string): string =>
    locks.find((lock) => lock.sign === sign)?.meaning ?? sign;
  return tasks
    .map((task, lane) => `${task}: ${listed(row?.held[lane]?.map(meaning) ?? []) || 'nothing'}`)
    .join('; ');
}
