import type { Command } from 'commander';
import type { Job } from '../../jobs/job.ts';
import type { JobResult } from '../../jobs/run-job.ts';
import type { ExploreReport } from '../../properties/answers/explore-report.ts';
import { exploreReports } from '../../reports/format.ts';
import { CounterexampleFiles } from '../documents/counterexample-files.ts';
import { reportedExplore } from '../documents/reported.ts';
import { exitOfExplore, usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import type { AnswerOptions, DividedOptions, SubjectOptions } from '../options.ts';
import { Attempts, sayRefused } from '../output/attempts.ts';
import { printReport } from '../output/render.ts';
import { writeReports } from '../output/report-files.ts';
import { print, say, sayInterrupted } from '../output/terminal.ts';
import { answered, jobOf } from '../run.ts';
import { setupOf } from '../setup.ts';
import { underHandler } from '../subjects/subjects.ts';

interface ExploreCommandOptions extends SubjectOptions, DividedOptions {
  readonly handler?: string;
  readonly world: readonly string[];
  readonly preemptions?: number;
  readonly failures?: true;
  readonly transitions?: number;
  readonly open?: true;
}

type ExploreJob = Extract<Job, { kind: 'explore' }>;

/** Does `faultline explore`. */
export async function run(
  subjects: string[],
  options: ExploreCommandOptions,
  command: Command,
): Promise<void> {
  const { handler } = options;
  if (options.open) {
    const { writeExplorer } = await import('../explorer/open.ts');
    const { out: folder, world: worlds } = options;
    const wanted = subjects.map((name) => underHandler(name, options.handler));
    print(await writeExplorer({ folder, subjects: wanted, worlds, options }));
    return;
  }
  if (handler !== undefined && subjects.length === 0) {
    throw usage(`--handler ${handler}: it is linked with helpers in a C file, found no subject`);
  }
  const wanted = subjects.map((name) => underHandler(name, handler));
  if (options.failures && options.preemptions !== undefined) {
    throw usage('expected one of --failures, --preemptions, found both of them');
  }
  const scope = {
    worlds: options.world,
    ...(options.failures ? { failing: true } : {}),
    preemptions: options.preemptions ?? null,
    seconds: options.seconds ?? null,
    transitions: options.transitions ?? null,
  };
  const asked = { kind: 'explore', subjects: wanted, setup: setupOf(options), scope } as const;
  const what = jobOf<ExploreJob>(asked, options, command);
  await answered(what, options, (result) => answerExplore(what.job, result, options));
}

/** Writes and prints what came of an exploration. */
export async function answerExplore(
  { scope, setup }: ExploreJob,
  result: JobResult<ExploreReport>,
  answer: AnswerOptions,
): Promise<void> {
  const { out, json, report: folder } = answer;
  const files = new CounterexampleFiles(out, setup);
  const reports = result.answers.map(({ report, seconds }) =>
    reportedExplore(report, scope.seconds === null ? null : seconds, files),
  );
  const writing = new Attempts();
  await writing.make(() => files.write());
  const broken = reports.some(({ violations }) => violations.length > 0);
  // Known before anything is printed, in case that the reader goes away (`| head`).
  process.exitCode = broken ? EXIT.broken : EXIT.clean;
  if (reports.length > 0) {
    const document = exploreReports(reports);
    if (folder !== undefined) {
      await writing.make(() => writeReports(folder, 'explore', document, setup));
    }
    await printReport(document, answer);
  }
  if (!json) for (const { report, seconds } of result.answers) sayElapsed(report, seconds);
  sayInterrupted(result);
  sayRefused(result);
  process.exitCode = writing.end(exitOfExplore(result, scope.seconds !== null));
}

/** Says on standard error how long it took. */
function sayElapsed({ subject, worlds }: ExploreReport, seconds: number): void {
  const transitions = worlds.reduce((sum, world) => sum + world.transitions, 0);
  const rate = seconds > 0 ? Math.round(transitions / seconds) : 0;
  say(`${subject}: ${transitions} steps in ${seconds.toFixed(1)} s (${rate} steps/s)`);
}
