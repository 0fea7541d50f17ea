import type { ExploredWorld, ExploreReport } from '../../properties/finding.ts';
import type { Reported } from '../format.ts';
import { profileInWords } from './coverage.ts';
import { storyOf } from './finding.ts';
import type { Block, Cells, Page } from './page.ts';
import { restartsBlocks } from './restarts.ts';
import { counted, lawsBroken, listed } from './words.ts';

/** The answer of `explore` for one subject: every broken law in full, then what was visited. */
export function explorePage(report: Reported<ExploreReport>): Page {
  const { subject, violations, worlds, interrupted, preemptions } = report;
  const broken = violations.length;
  const places = counted(worlds.length, 'world');
  const verdict =
    broken === 0 ? `keeps every law in ${places}` : `${lawsBroken(violations)} broken in ${places}`;
  const stopped = interrupted ? ' (stopped early)' : '';
  return [
    {
      kind: 'heading',
      level: 1,
      text: `${subject}: ${verdict}${stopped}`,
      tone: broken === 0 ? 'good' : 'bad',
    },
    ...violations.flatMap(storyOf),
    { kind: 'heading', level: 2, text: 'What was visited' },
    { kind: 'table', head: HEAD, rows: worlds.map(rowOf) },
    ...deadlocks(worlds),
    ...restartsBlocks(worlds),
    {
      kind: 'facts',
      facts: [
        ['Scope', scopeOf(worlds, preemptions)],
        ['Profile', profileInWords(report.profile, report.profileFrom)],
      ],
    },
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
    it.exhausted ? 'all' : shareInWords(it.share),
    String(executions),
    String(states),
    String(transitions),
    String(merged + asleep + cut),
    String(deepest),
    it.broken.map(brokenInWords).join(', ') || 'none',
  ];
}

/** `io-lock-balanced (1 preemption, fewest)`. */
const brokenInWords = ({ invariant, preemptions, fewest }: ExploredWorld['broken'][number]) =>
  `${invariant} (${counted(preemptions, 'preemption')}${fewest ? ', proven fewest' : ''})`;

const shareInWords = (share: number): string =>
  share < 0.001 ? 'under 0.1 %' : `about ${(share * 100).toFixed(1)} %`;

function deadlocks(worlds: readonly ExploredWorld[]): Block[] {
  const where = worlds.filter(({ outcomes }) => (outcomes.deadlocked ?? 0) > 0);
  if (where.length === 0) return [];
  const names = where.map(({ world, outcomes }) => `${world} (${outcomes.deadlocked})`);
  return [{ kind: 'paragraph', text: `Runs that deadlock: ${names.join(', ')}` }];
}

/** What the answer holds for, and nothing beyond it. */
function scopeOf(worlds: readonly ExploredWorld[], preemptions: number | null): string {
  const bound = preemptions === null ? '' : ` with at most ${counted(preemptions, 'preemption')}`;
  const all = worlds.filter(({ exhausted }) => exhausted).map(({ world }) => world);
  const part = worlds.filter(({ exhausted }) => !exhausted).map(({ world }) => world);
  return [
    ...(all.length > 0 ? [`every interleaving${bound} of ${listed(all)}`] : []),
    ...(part.length > 0 ? [`a part of the interleavings of ${listed(part)}`] : []),
  ].join('; ');
}
