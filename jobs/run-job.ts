import { type Failure, failureOf, usage } from '../cli/exit.ts';
import { onInterrupt } from '../cli/interrupt.ts';
import { useConfig } from '../cli/subjects/config.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import { now } from './clock.ts';
import type { Answers, Found, Job } from './job.ts';
import { type Conduct, type Plan, WHOLE } from './plan.ts';
import { conductExplore } from './plan-explore.ts';
import { conductCheck, conductGate } from './plan-search.ts';
import { Pool } from './pool.ts';
import { type ProgressListener, summedUp } from './progress-sum.ts';
import { WHENEVER } from './request.ts';
import { NO_WORK, type Work } from './work.ts';

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
  readonly failure: Failure | null;
}

/** How a job is looked after. */
export interface JobOptions {
  progress?: ProgressListener | undefined;
  /** Silence after which the work counts as hung, in milliseconds. */
  readonly silenceMs?: number | undefined;
  /** How many threads may work; as many as there are cores unless it is given. */
  readonly workers?: number | undefined;
  readonly plan?: Plan;
}

/** Does a job in threads of its own; Ctrl-C asks them to stop, one that hangs ends the job. */
export async function runJob<J extends Job>(
  job: J,
  { progress = () => {}, silenceMs, workers, plan = WHOLE }: JobOptions = {},
): Promise<JobResult<Answers[J['kind']]>> {
  const config = await useConfig(job.setup.config);
  const pool = new Pool(job, { workers, silenceMs, progress: summedUp(progress) });
  const answers: { report: Answers[J['kind']]; seconds: number }[] = [];
  let did = { work: NO_WORK, isAll: false };
  let subjects: readonly Found[] = [];
  const interruption = onInterrupt(() => pool.requestStop());
  const done = async (): Promise<null> => {
    const opened = await pool.opened;
    subjects = config ? [...opened.subjects, config] : opened.subjects;
    assertSame(plan.subjects, subjects);
    await conduct(job, {
      pool,
      plan,
      opened,
      did: (work, isAll) => {
        did = { work, isAll };
      },
      answer: (report, seconds) => answers.push({ report: report as never, seconds }),
    });
    return null;
  };
  const failure = await Promise.race([done().catch(failureOf), pool.failed]);
  await pool.end();
  return { answers, ...did, subjects, interrupted: interruption(), failure };
}

/** What was done with another text of a subject, or of a law, says nothing about this one. */
function assertSame(before: readonly Found[] | null, now: readonly Found[]): void {
  if (before === null) return;
  const all = before.length < now.length ? now : before;
  const other = all.find((_, index) => before[index]?.digest !== now[index]?.digest);
  if (other) throw usage(`${other.name} is not what it was when the work was begun`);
}

function conduct(job: Job, it: Conduct<Answers[Job['kind']]>): Promise<void> {
  switch (job.kind) {
    case 'check':
      return conductCheck(job, it);
    case 'gate':
      return conductGate(job, it);
    case 'explore':
      return conductExplore(job, it);
    case 'replay':
      return conductReplay(it);
  }
}

async function conductReplay({ pool, answer }: Conduct<ReplayReport>): Promise<void> {
  const begun = now();
  answer(await pool.first('replay', {}, WHENEVER), (now() - begun) / 1000);
}
