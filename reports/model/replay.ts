import type { ReplayReport } from '../../properties/finding.ts';
import type { Reported } from '../format.ts';
import { storyOf } from './finding.ts';
import type { Page } from './page.ts';

type Replay = Reported<ReplayReport>;

/** The answer of `replay`: does the run still break the law, and its story. */
export function replayPage(report: Replay): Page {
  const { difference, finding, verdict } = report;
  return [
    {
      kind: 'heading',
      level: 1,
      text: `${verdict}: ${sentenceOf(report)}`,
      tone: verdict === 'held' ? 'good' : 'bad',
    },
    ...(difference
      ? [
          {
            kind: 'facts',
            facts: [
              ['At step', String(difference.step)],
              ['Expected', difference.expected],
              ['Found', difference.found],
            ],
          } as const,
        ]
      : []),
    ...(finding ? storyOf(finding) : []),
  ];
}

function sentenceOf({ subject, verdict, finding }: Replay): string {
  const law = finding?.invariant ?? 'the law';
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
