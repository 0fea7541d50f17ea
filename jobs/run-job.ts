import { UnusableSubject } from '../impl/subject.ts';
import type { CheckReport } from '../properties/answers/check-report.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { Effort, Explored, Found, SearchedChunks } from '../properties/answers/work.ts';
import {
  checkPlan,
  explorePairs,
  explorePlan,
  gatePlan,
  type Pair,
  replayPlan,
  type SearchPlan,
  searchPlan,
} from '../properties/plan.ts';
import type { Answer, Request } from '../properties/request.ts';
import { longer, nothingSearched } from '../properties/search/search-part.ts';
import { type Executor, obeyed } from './executor.ts';
import { asError, usage } from './failure.ts';
import type { Answers, Job, Opened } from './job.ts';
import { Pool } from './pool.ts';
import { type ProgressListener, summedUp } from './progress-sum.ts';
import { chunksIn, NO_WORK, type Part, pairsIn, WHOLE, type Work } from './shards.ts';
import { isSameProgram, type SubjectSpec } from './subject-spec.ts';
import { TimeBudget } from './time-budget.ts';
import type { UserEntries } from './user-entries.ts';
import type { SilenceLimits } from './watchdog.ts';

/** What came of a job: every report that was finished, and what ended it early, if anything. */
export interface JobResult<R> {
  readonly answers: readonly { readonly report: R; readonly seconds: number }[];
  /** What was done, and can be gone on from. */
  readonly work: Work;
  /** That is all there is to do. */
  readonly isAll: boolean;
  readonly subjects: readonly Found[];
  /** Ctrl-C was pressed. */
  readonly interrupted: boolean;
  /** What was thrown, or null. */
  readonly failure: Error | null;
  /** Of several subjects, why these could not be judged; the others were. */
  readonly refused?: readonly Error[];
}

/** Of a job that was not begun. */
export const NOTHING_DONE = {
  answers: [],
  work: NO_WORK,
  isAll: false,
  subjects: [],
  interrupted: false,
} as const;

/** How a job is looked after. */
export interface JobOptions {
  /** What the words of the job name, in its order. */
  readonly subjects: readonly SubjectSpec[];
  /** Entries of the user's that join the catalogue, and what they are known by. */
  readonly entries?: UserEntries;
  readonly config?: Found;
  /** Has Ctrl-C call this from now on; returns what ends that and says whether it was pressed. */
  onInterrupt?(stop: () => void): () => boolean;
  progress?: ProgressListener | undefined;
  /** How long a subject may be silent until it counts as hung. */
  readonly silence?: SilenceLimits | undefined;
  /** How many threads may work; as many as there are cores unless it is given. */
  readonly workers?: number | undefined;
  /** Which part of the job is to be done; all of it unless it is given. */
  readonly part?: Part;
  /** The subjects with which a part of it was done before, or null. */
  readonly before?: readonly Found[] | null;
}

/**
 * Does a job with worker threads; Ctrl-C asks them to stop, one that hangs ends the job. Of several
 * subjects, one that cannot be judged ends its own part alone.
 */
export async function runJob<J extends Job>(
  job: J,
  options: JobOptions,
): Promise<JobResult<Answers[J['kind']]>> {
  const together = await runTogether(job, options);
  const { part = WHOLE, before = null } = options;
  const isSeveral = (job.kind === 'check' || job.kind === 'explore') && job.subjects.length !== 1;
  if (!isSeveral || !(together.failure instanceof UnusableSubject)) return together;
  // A part of the work, or what goes on with one, is known by its whole.
  if (part.shard !== null || part.reportsOnly || before !== null) return together;
  const answers = [...together.answers];
  const refused: Error[] = [];
  let last = together;
  // Those that were answered come first, in the order of the job; the next is the one that failed,
  // unless it was not yet begun with any.
  let next = together.answers.length;
  if (job.kind === 'check' && together.subjects.length > 0) {
    refused.push(together.failure);
    next += 1;
  }
  for (const spec of options.subjects.slice(next)) {
    if (last.interrupted) break;
    const alone = { ...job, subjects: [spec.name] };
    last = await runTogether(alone, { ...options, subjects: [spec] });
    answers.push(...last.answers);
    if (last.failure instanceof UnusableSubject) refused.push(about(spec.name, last.failure));
    else if (last.failure) return { ...last, answers };
  }
  // There is no part of it to go on with: each was a job of its own.
  return { ...last, answers, work: NO_WORK, isAll: true, failure: null, refused };
}

/** A failure that says which subject it is about. */
const about = (name: string, failure: Error): Error =>
  failure.message.includes(name) ? failure : new UnusableSubject(`${name}: ${failure.message}`);

/** The same, and all of it ends with the first that cannot be judged. */
async function runTogether<J extends Job>(
  job: J,
  options: JobOptions,
): Promise<JobResult<Answers[J['kind']]>> {
  const { progress = () => {}, silence, workers, part = WHOLE, before = null } = options;
  const { subjects: specs, entries = new Map(), config, onInterrupt = () => () => false } = options;
  const found = specs.map(({ name, digest }): Found => ({ name, digest }));
  const subjects = config ? [...found, config] : found;
  assertSame(before, subjects);
  const named = { job, subjects: specs, entries };
  const pool = new Pool(named, { workers, silence, progress: summedUp(progress) });
  const answers: { report: Answers[J['kind']]; seconds: number }[] = [];
  const done = { work: NO_WORK, isAll: false };
  let isOpened = false;
  const interruption = onInterrupt(() => pool.requestStop());
  const all = async (): Promise<null> => {
    const opened = await pool.opened;
    isOpened = true;
    await doJob(job, {
      pool,
      part,
      opened,
      specs,
      done,
      answer: (report, seconds) => answers.push({ report: report as never, seconds }),
    });
    return null;
  };
  const failure = await Promise.race([all().catch(asError), pool.failed]);
  await pool.end();
  const known = isOpened ? subjects : [];
  return { answers, ...done, subjects: known, interrupted: interruption(), failure };
}

/** What was done with another text of a subject, or of a law, says nothing about this one. */
function assertSame(before: readonly Found[] | null, now: readonly Found[]): void {
  if (before === null) return;
  const all = before.length < now.length ? now : before;
  const other = all.find((_, index) => before[index]?.digest !== now[index]?.digest);
  if (other) throw usage(`${other.name} is not what it was when the work was begun`);
}

/** A job that is being done. */
interface Doing<R> {
  readonly pool: Pool;
  readonly part: Part;
  readonly opened: Opened;
  readonly specs: readonly SubjectSpec[];
  /** What was done of it so far, and whether that is all there is to do. */
  readonly done: { work: Work; isAll: boolean };
  answer(report: R, seconds: number): void;
}

function doJob(job: Job, it: Doing<Answers[Job['kind']]>): Promise<void> {
  switch (job.kind) {
    case 'check':
      return doCheck(job, it);
    case 'gate':
      return doGate(job, it);
    case 'explore':
      return doExplore(job, it);
    case 'replay':
      return doReplay(job, it);
  }
}

/** Checks one subject after the other. */
async function doCheck(
  { effort, corpus }: Extract<Job, { kind: 'check' }>,
  it: Doing<CheckReport>,
): Promise<void> {
  const { opened, part, pool } = it;
  for (const [number, subject] of opened.planned.entries()) {
    if (number > 0 && pool.stopRequested) return;
    const known = part.known.searched[number];
    if (part.reportsOnly && known === undefined) return;
    const isLast = number === opened.planned.length - 1;
    const { budget, search, executor } = searching({
      effort,
      known,
      it,
      isLast,
      subjects: [number],
    });
    if (part.shard === null) {
      const helpers = opened.helpers.get(number);
      const by = helpers ? { ...executor, subjects: [number, helpers.number] } : executor;
      const plan = checkPlan(subject, { ...search, corpus }, helpers?.planned);
      const report = await obeyed(plan, by);
      it.answer(report, budget.elapsed);
    } else await obeyed(searchPlan([0], search), executor);
  }
}

async function doGate(
  { effort, corpus, allow, refine }: Extract<Job, { kind: 'gate' }>,
  it: Doing<GateReport>,
): Promise<void> {
  const { opened, part } = it;
  const { planned } = opened;
  const subjects = [...planned.keys()];
  const known = part.known.searched[0];
  const isSame = isSameProgram(it.specs[0]!, it.specs[1]!);
  const how = { effort, known, it, isLast: true, subjects, isSame };
  const { budget, search, executor } = searching(how);
  if (part.shard === null) {
    const asked = { ...search, corpus, allow, refine: refine === true, isSame };
    const report = await obeyed(gatePlan(planned, asked), executor);
    it.answer(report, budget.elapsed);
  } else await obeyed(searchPlan(isSame ? [0] : subjects, search), executor);
}

interface Searching {
  readonly effort: Effort;
  readonly known: SearchedChunks | undefined;
  readonly it: Doing<never>;
  /** No other search comes after it. */
  readonly isLast: boolean;
  readonly subjects: readonly number[];
  /** All are the same, so only the first one is searched. */
  readonly isSame?: boolean;
}

/** What a plan that searches is asked, and who obeys it: an executor that notes how far it is. */
function searching({ effort, known, it, isLast, subjects, isSame }: Searching) {
  const { pool, part, done } = it;
  const { runs, seed, strategy, world } = effort;
  const whole = chunksIn(runs, part.shard);
  const chunks = part.reportsOnly && known ? { from: known.from, to: known.to } : whole;
  const asked = isSame && known ? { ...known, parts: known.parts.slice(0, 1) } : known;
  const search: SearchPlan = { runs, seed, strategy, world, chunks, known: asked };
  const before = done.work.searched;
  let searched = known ?? nothingSearched(chunks.from, subjects.length);
  const note = (): void => {
    done.work = { searched: [...before, searched], explored: [] };
    done.isAll = isLast && done.work.searched.every(({ to }) => to === whole.to);
  };
  note();
  const heard = (request: Request, answer: Answer): void => {
    if (request.kind !== 'search') return;
    const { to, parts } = answer as Pick<SearchedChunks, 'to' | 'parts'>;
    searched = longer(searched, { to, parts: subjects.map((_, at) => parts[isSame ? 0 : at]!) });
    note();
  };
  const seconds = part.reportsOnly ? null : effort.seconds;
  const budget = new TimeBudget(seconds, subjects.length > 1 ? 'gate' : 'check');
  const executor: Executor = { pool, budget, subjects, heard };
  return { budget, search, executor };
}

/**
 * Explores subjects in worlds: all pairs at once, unless each subject has its own time. What takes
 * longest comes first.
 */
async function doExplore(
  { scope }: Extract<Job, { kind: 'explore' }>,
  it: Doing<ExploreReport>,
): Promise<void> {
  const { opened, part, pool, done } = it;
  const { planned, worlds } = opened;
  const { known, shard, reportsOnly } = part;
  const weightOf = ({ world }: Pair): number => worlds[world]!.weight;
  const wanted = pairsIn(planned.length, worlds.length, shard)
    .filter((pair) => !known.explored.some((one) => isSame(one, pair)))
    .sort((one, other) => weightOf(other) - weightOf(one));
  done.work = { searched: [], explored: known.explored };
  done.isAll = wanted.length === 0;
  const numbers = [...planned.keys()];
  for (const batch of scope.seconds === null ? [numbers] : numbers.map((one) => [one])) {
    if (batch[0]! > 0 && pool.stopRequested) return;
    const budget = new TimeBudget(reportsOnly ? null : scope.seconds, 'explore');
    const took = new Map<number, number>();
    const heard = (request: Request, answer: Answer): void => {
      if (request.kind !== 'explore' || answer === null) return;
      took.set(request.subject, budget.elapsed);
      noteExplored(done, { ...request, result: answer as Explored['result'] }, wanted);
    };
    const executor: Executor = { pool, budget, subjects: numbers, heard };
    const pairs = reportsOnly ? [] : wanted.filter(({ subject }) => batch.includes(subject));
    if (shard !== null) {
      await obeyed(explorePairs(pairs), executor);
      continue;
    }
    const { preemptions, failing = false } = scope;
    const asked = { preemptions, failing, worlds: worlds.length, pairs, known: known.explored };
    const subjects = new Map(batch.map((number) => [number, planned[number]!]));
    for (const [number, report] of await obeyed(explorePlan(subjects, asked), executor)) {
      it.answer(report, took.get(number) ?? 0);
    }
  }
}

/** What was left before its end has to be explored anew. */
function noteExplored(
  done: Doing<never>['done'],
  { subject, world, result }: Explored,
  wanted: readonly Pair[],
): void {
  if (result.interrupted) return;
  const all = [...done.work.explored, { subject, world, result }];
  const explored = all.sort((a, b) => a.subject - b.subject || a.world - b.world);
  done.work = { searched: [], explored };
  done.isAll = wanted.every((pair) => explored.some((one) => isSame(one, pair)));
}

const isSame = (one: Pair, other: Pair): boolean =>
  one.subject === other.subject && one.world === other.world;

async function doReplay(
  { file }: Extract<Job, { kind: 'replay' }>,
  { pool, answer }: Doing<ReplayReport>,
): Promise<void> {
  const budget = new TimeBudget(null);
  const report = await obeyed(replayPlan(file), { pool, budget, subjects: [0] });
  answer(report, budget.elapsed);
}
