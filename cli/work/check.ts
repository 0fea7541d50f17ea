import type { Command } from 'commander';
import type { Job } from '../../jobs/job.ts';
import type { JobResult } from '../../jobs/run-job.ts';
import type { CheckReport } from '../../properties/answers/check-report.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { checkReports, type Reported } from '../../reports/format.ts';
import type { BrokenLaws } from '../../reports/page/verdict-change.ts';
import { type Corpus, corpusOf, triedFirst } from '../documents/corpus.ts';
import { CounterexampleFiles } from '../documents/counterexample-files.ts';
import { reportedCheck } from '../documents/reported.ts';
import { exitOfSearch, usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import type { AnswerOptions, SearchOptions } from '../options.ts';
import { Attempts, sayRefused } from '../output/attempts.ts';
import { printReport } from '../output/render.ts';
import { writeReports } from '../output/report-files.ts';
import { appendStepSummary } from '../output/step-summary.ts';
import { sayElapsed, sayInterrupted } from '../output/terminal.ts';
import { filesToWatch, watching } from '../output/watch.ts';
import { answered, jobOf } from '../run.ts';
import { effortOf, setupOf } from '../setup.ts';
import { fileOfInput } from '../subjects/piped.ts';
import { specsOf, underHandler } from '../subjects/subjects.ts';
import { assertKernel } from '../witness/kernel-input.ts';

/** Does `faultline check`. */
export async function run(
  subjects: string[],
  options: SearchOptions,
  command: Command,
): Promise<void> {
  const { handler } = options;
  const named = subjects.map((name) => (name === '-' ? fileOfInput('source', options.out) : name));
  if (handler !== undefined && subjects.length === 0) {
    throw usage(`--handler ${handler}: it is linked with helpers in a C file, found no subject`);
  }
  const wanted = named.map((name) => underHandler(name, handler));
  const corpus = await corpusOf(options, command);
  const asked = { kind: 'check', subjects: wanted, setup: setupOf(options) } as const;
  const files = options.watch ? filesToWatch(wanted, options) : [];
  const effort = effortOf(options);
  if (options.stubs !== undefined) {
    const { wroteStubs } = await import('../subjects/stubs.ts');
    if (await wroteStubs(specsOf(wanted, asked.setup), options.stubs)) return;
  }
  const what = jobOf({ ...asked, effort, ...triedFirst(corpus) }, options, command);
  assertKernel(options.confirm);
  const ask = async (): Promise<BrokenLaws> => {
    let verdict: BrokenLaws = new Map();
    await answered(what, options, (result) => {
      verdict = brokenLaws(result);
      return answerCheck(what.job, result, options, corpus);
    });
    return verdict;
  };
  await (options.watch ? watching(files, ask) : ask());
}

const brokenLaws = ({ answers }: JobResult<CheckReport>): BrokenLaws =>
  new Map(
    answers.map(({ report }) => [
      report.subject,
      report.violations.map(({ invariant }) => invariant),
    ]),
  );

/** Writes and prints what came of a check. */
export async function answerCheck(
  { effort, setup }: Extract<Job, { kind: 'check' }>,
  result: JobResult<CheckReport>,
  answer: AnswerOptions,
  corpus?: Corpus,
): Promise<void> {
  const { out, json, report: folder } = answer;
  const files = new CounterexampleFiles(out, setup, corpus);
  const reports: Reported<CheckReport>[] = [];
  for (const { report: found, seconds } of result.answers) {
    const report = await askedReal(found, { setup, confirm: answer.confirm });
    reports.push(reportedCheck(report, effort.seconds === null ? null : seconds, files));
  }
  const writing = new Attempts();
  await writing.make(() => files.write());
  const broken = reports.some(({ violations }) => violations.length > 0);
  // Known before anything is printed, in case that the reader goes away (`| head`).
  process.exitCode = broken ? EXIT.broken : EXIT.clean;
  if (reports.length > 0) {
    const document = checkReports(reports);
    if (folder !== undefined) {
      await writing.make(() => writeReports(folder, 'check', document, setup));
    }
    await appendStepSummary(document);
    await printReport(document, answer);
  }
  if (!json) {
    for (const { report, seconds } of result.answers) sayElapsed(report.subject, report, seconds);
  }
  sayInterrupted(result);
  sayRefused(result);
  process.exitCode = writing.end(exitOfSearch(result, broken));
}

/** With what a real kernel says of each finding, if one is to be asked. */
async function askedReal(
  report: CheckReport,
  { setup, confirm }: { setup: Setup; confirm: string | undefined },
): Promise<CheckReport> {
  if (confirm === undefined) return report;
  const { confirmed } = await import('../witness/confirm.ts');
  const { subject: name, violations } = report;
  return { ...report, violations: [...(await confirmed(confirm, { name, setup }, violations))] };
}
