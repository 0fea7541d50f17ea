import type { ExploreReport } from '../properties/answers/explore-report.ts';
import { deadlineOf } from './clock.ts';
import type { Job, Opened } from './job.ts';
import type { Conduct } from './plan.ts';
import { type Explored, type Pair, WHENEVER } from './request.ts';
import { isIn } from './work.ts';

/**
 * Explores subjects in worlds, and says what came of each subject.
 *
 * All pairs are one heap of work, the largest worlds first, unless each subject has its own time.
 */
export async function conductExplore(
  { scope }: Extract<Job, { kind: 'explore' }>,
  it: Conduct<ExploreReport>,
): Promise<void> {
  const { plan, pool, opened } = it;
  const subjects = [...opened.subjects.keys()];
  const all: Explored[] = [...plan.known.explored];
  for (const batch of scope.seconds === null ? [subjects] : subjects.map((one) => [one])) {
    if (batch[0]! > 0 && pool.stopRequested) return;
    const pairs = plan.reportsOnly ? [] : pairsOf(batch, it, all);
    if (pairs.length > 0) {
      const deadline = deadlineOf(scope.seconds, 1);
      const what = { from: 0, to: pairs.length, deadline };
      all.push(...(await pool.all('explore', { pairs }, what)).flat());
    }
    const finished = all.filter(({ result }) => !result.interrupted);
    const left = pairsOf(subjects, it, finished).length;
    it.did({ searched: [], explored: finished.sort(byPair) }, left === 0);
    if (plan.shard !== null) continue;
    for (const subject of batch) await report(subject, all, it);
  }
}

const byPair = (one: Pair, other: Pair): number =>
  one.subject - other.subject || one.world - other.world;

/** What these subjects still have to be explored in; what takes longest comes first. */
function pairsOf(
  subjects: readonly number[],
  { opened: { worlds }, plan }: Conduct<never>,
  done: readonly Explored[],
): Pair[] {
  const isDone = (pair: Pair): boolean => done.some((known) => byPair(pair, known) === 0);
  return subjects
    .flatMap((subject) => [...worlds.keys()].map((world) => ({ subject, world })))
    .filter((pair) => isIn(pair.subject * worlds.length + pair.world, plan.shard) && !isDone(pair))
    .sort((one, other) => weightOf(worlds, other) - weightOf(worlds, one));
}

const weightOf = (worlds: Opened['worlds'], { world }: Pair): number => worlds[world]!.weight;

async function report(
  subject: number,
  all: readonly Explored[],
  { pool, opened, answer }: Conduct<ExploreReport>,
): Promise<void> {
  const own = all.filter((one) => one.subject === subject).sort(byPair);
  if (own.length === 0) return;
  const results = own.map(({ result }) => result);
  const order = { subject, results, worlds: opened.worlds.length };
  // What was done before, in another process, has taken none of this one's time.
  const timed = own.filter(({ ended }) => ended > 0);
  const took =
    Math.max(0, ...timed.map(({ ended }) => ended)) - Math.min(...timed.map(({ began }) => began));
  answer(await pool.first('summary', order, WHENEVER), timed.length === 0 ? 0 : took / 1000);
}
