import type { CheckReport } from '../properties/answers/check-report.ts';
import type { KeptRun } from '../properties/answers/event-schedule.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import type { FromCorpus } from '../properties/corpus/corpus.ts';
import { deadlineOf, now } from './clock.ts';
import type { Effort, Job } from './job.ts';
import type { Conduct } from './plan.ts';
import { type Deadline, type OrderAnswers, WHENEVER } from './request.ts';
import { chunksIn, longer, nothingSearched, type Searched } from './work.ts';

/** Of `--seconds` at least; what is left is for making the runs that were found smaller. */
const SEARCH_SHARE = 0.85;

/** Searches with one subject after the other, and says what came of each. */
export async function conductCheck(
  { effort, corpus }: Extract<Job, { kind: 'check' }>,
  it: Conduct<CheckReport>,
): Promise<void> {
  const done: Searched[] = [];
  for (const [subject] of it.opened.subjects.entries()) {
    if (subject > 0 && it.pool.stopRequested) return;
    if (it.plan.reportsOnly && it.plan.known.searched[subject] === undefined) return;
    const begun = now();
    const deadline = deadlineFor(effort, it);
    const [kept] = await retried([subject], corpus, { it, deadline });
    const [places] = await exhausted([subject], it, deadline);
    done.push(await search([subject], it.plan.known.searched[subject], { effort, it, deadline }));
    const isLast = subject === it.opened.subjects.length - 1;
    it.did({ searched: [...done], explored: [] }, isLast && isDone(done, effort, it));
    if (it.plan.shard !== null) continue;
    const [part] = done.at(-1)!.parts;
    const report = await it.pool.first(
      'check',
      { subject, found: { places: places!, part: part!, ...kept } },
      deadline,
    );
    it.answer(report, (now() - begun) / 1000);
  }
}

/** Searches with both sides, and says what came of it. */
export async function conductGate(
  { effort, corpus }: Extract<Job, { kind: 'gate' }>,
  it: Conduct<GateReport>,
): Promise<void> {
  const begun = now();
  const deadline = deadlineFor(effort, it);
  const kept = await retried([0, 1], corpus, { it, deadline });
  const [ours, theirs] = await exhausted([0, 1], it, deadline);
  const done = await search([0, 1], it.plan.known.searched[0], { effort, it, deadline });
  it.did({ searched: [done], explored: [] }, isDone([done], effort, it));
  if (it.plan.shard !== null) return;
  const found = {
    ours: { places: ours!, part: done.parts[0]!, ...kept[0] },
    theirs: { places: theirs!, part: done.parts[1]!, ...kept[1] },
  };
  const report = await it.pool.first('gate', found, deadline);
  it.answer(report, (now() - begun) / 1000);
}

/** What the first thread sees of the kept runs, once for all parts as well. */
async function retried(
  subjects: readonly number[],
  corpus: readonly KeptRun[] | undefined,
  { it: { plan, pool }, deadline }: Pick<SearchOf, 'it' | 'deadline'>,
): Promise<readonly { readonly corpus?: FromCorpus }[]> {
  if (corpus === undefined || plan.shard !== null) return [];
  const all = await pool.first('retry', { subjects }, deadline);
  return all.map((one) => ({ corpus: one }));
}

/** What the first thread exhausts in passing, once for all parts; nothing for a shard. */
const exhausted = async (
  subjects: readonly number[],
  { plan, pool }: Conduct<never>,
  deadline: Deadline,
): Promise<OrderAnswers['exhaust']> =>
  plan.shard === null ? pool.first('exhaust', { subjects }, deadline) : subjects.map(() => []);

const isDone = (
  searched: readonly Searched[],
  { runs }: Effort,
  { plan }: Conduct<never>,
): boolean => searched.every(({ to }) => to === chunksIn(runs, plan.shard).to);

const deadlineFor = ({ seconds }: Effort, { plan }: Conduct<never>): Deadline =>
  plan.reportsOnly ? WHENEVER : deadlineOf(seconds, SEARCH_SHARE);

interface SearchOf {
  readonly effort: Effort;
  readonly it: Conduct<never>;
  readonly deadline: Deadline;
}

/** Searches the chunks that are not yet done; all that were taken are done in the end. */
async function search(
  subjects: readonly number[],
  known: Searched | undefined,
  { effort, it: { plan, pool }, deadline }: SearchOf,
): Promise<Searched> {
  const chunks = chunksIn(effort.runs, plan.shard);
  const before = known ?? nothingSearched(chunks.from, subjects.length);
  if (plan.reportsOnly || before.to >= chunks.to) return before;
  const order = { subjects, first: before.to, end: chunks.to };
  const found = await pool.all('search', order, { from: before.to, to: chunks.to, deadline });
  return longer(before, Math.min(pool.taken, chunks.to), found);
}
