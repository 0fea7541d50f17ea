import type { Divergence, ReplayReport } from '../../properties/answers/replay-report.ts';
import type { Reported } from '../format.ts';
import { storyOf } from './finding.ts';
import type { Fact, Page } from './page.ts';

type Replay = Reported<ReplayReport>;

/** The answer of `replay`: does the run still break the law, and its story. */
export function replayPage(report: Replay): Page {
  const { byMeaning, difference, finding, verdict } = report;
  const facts = [
    ...(byMeaning ? differenceFacts('Step by step', byMeaning.diverged) : []),
    ...(difference ? differenceFacts(byMeaning ? 'Path lost' : '', difference) : []),
  ];
  return [
    {
      kind: 'heading',
      level: 1,
      text: `${verdict}: ${sentenceOf(report)}`,
      tone: verdict === 'held' ? 'good' : 'bad',
    },
    ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
    ...(finding ? storyOf(finding) : []),
  ];
}

/** Where the run went another way than it was to go. */
const differenceFacts = (how: string, { step, expected, found }: Divergence): Fact[] => [
  ...(how === '' ? [] : [[how, 'another way'] as const]),
  ['At step', String(step)],
  ['Expected', expected],
  ['Found', found],
];

function sentenceOf({ subject, verdict, finding, byMeaning }: Replay): string {
  const law = finding?.invariant ?? 'the law';
  if (byMeaning) return sentenceByMeaning({ subject, verdict, law });
  switch (verdict) {
    case 'reproduced':
      return `${subject} breaks ${law} in this run, as the file says`;
    case 'held':
      return `${subject} keeps ${law} in this run`;
    case 'changed':
      return finding
        ? `${subject} breaks ${law} in another way than the file says`
        : `${subject} does something else than the file says`;
    case 'diverged':
      return `${subject} cannot follow the schedule of the file`;
  }
}

/** Of a run that takes other steps than the file has. */
function sentenceByMeaning({
  subject,
  verdict,
  law,
}: Pick<Replay, 'subject' | 'verdict'> & { readonly law: string }): string {
  switch (verdict) {
    case 'reproduced':
    case 'changed':
      return `${subject} breaks ${law} by other steps of the same meaning`;
    case 'held':
      return `${subject} keeps ${law} by other steps of the same meaning`;
    case 'diverged':
      return `${subject} does not have the path of the file any more`;
  }
}
