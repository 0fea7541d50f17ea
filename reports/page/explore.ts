import type { ExploredWorld, ExploreReport } from '../../properties/answers/explore-report.ts';
import type { Reported } from '../format.ts';
import { certificateOf, partInWords } from './certificate.ts';
import { profileInWords } from './coverage.ts';
import { storyOf } from './finding.ts';
import type { Block, Cells, Page } from './page.ts';
import { restartsBlocks } from './restarts.ts';
import { verdictHeading } from './verdict-heading.ts';
import { counted } from './words.ts';

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

const HEAD = ['world', 'tasks', 'visited', 'states', 'steps', 'cut', 'deepest', 'broken'];

function rowOf(it: ExploredWorld): Cells {
  const { world, tasks, states, transitions, cut, deepest } = it;
  return [
    world,
    String(tasks.length),
    visitedInWords(it),
    String(states),
    String(transitions),
    String(cut),
    String(deepest),
    it.broken.map(brokenInWords).join(', ') || 'none',
  ];
}

/** `all`, or `about 1.2 %`. */
function visitedInWords({ exhausted, share, bounded }: ExploredWorld): string {
  if (exhausted) return 'all';
  return bounded ? 'all before so many traps' : partInWords(share);
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
