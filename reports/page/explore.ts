import type { ExploredWorld, ExploreReport } from '../../properties/answers/explore-report.ts';
import type { Reported } from '../format.ts';
import { certificateOf, partInWords } from './certificate.ts';
import { profileInWords } from './coverage.ts';
import { storyOf } from './finding.ts';
import type { Block, Cells, Page } from './page.ts';
import { restartsBlocks } from './restarts.ts';
import { verdictHeading } from './verdict-heading.ts';
import { counted, roughly } from './words.ts';

/** The answer of `explore` for one subject: every broken law in full, then what was visited. */
export function explorePage(report: Reported<ExploreReport>): Page {
  const { violations, worlds } = report;
  return [
    verdictHeading(report, { kept: 'keeps', where: counted(worlds.length, 'world') }),
    ...violations.flatMap(storyOf),
    { kind: 'heading', level: 2, text: 'What was visited' },
    { kind: 'table', head: HEAD, rows: worlds.map(rowOf) },
    ...deadlocks(worlds),
    ...restartsBlocks(worlds),
    {
      kind: 'facts',
      facts: [['Profile', profileInWords(report.profile, report.profileFrom)]],
    },
    ...certificateOf(report.certificate),
    ...(report.seconds === null
      ? []
      : [{ kind: 'paragraph', text: `${Number(report.seconds.toFixed(1))} seconds` } as const]),
  ];
}

const HEAD = [
  'world',
  'tasks',
  'visited',
  'runs',
  'states',
  'steps',
  'merged',
  'deepest',
  'broken',
];

function rowOf(it: ExploredWorld): Cells {
  const { world, tasks, executions, states, transitions, merged, asleep, cut, deepest } = it;
  return [
    world,
    String(tasks.length),
    visitedInWords(it),
    String(executions),
    String(states),
    String(transitions),
    String(merged + asleep + cut),
    String(deepest),
    it.broken.map(brokenInWords).join(', ') || 'none',
  ];
}

/** `all`, or `about 1.2 % of ~480 000` steps. */
function visitedInWords({ exhausted, share, estimate }: ExploredWorld): string {
  if (exhausted) return 'all';
  const whole = estimate === undefined ? '' : ` of ${roughly(estimate)}`;
  return `${partInWords(share)}${whole}`;
}

/** `io-lock-balanced (1 preemption, fewest)`. */
const brokenInWords = ({ invariant, preemptions, fewest }: ExploredWorld['broken'][number]) =>
  `${invariant} (${counted(preemptions, 'preemption')}${fewest ? ', proven fewest' : ''})`;

function deadlocks(worlds: readonly ExploredWorld[]): Block[] {
  const where = worlds.filter(({ outcomes }) => (outcomes.deadlocked ?? 0) > 0);
  if (where.length === 0) return [];
  const names = where.map(({ world, outcomes }) => `${world} (${outcomes.deadlocked})`);
  return [{ kind: 'paragraph', text: `Runs that deadlock: ${names.join(', ')}` }];
}
