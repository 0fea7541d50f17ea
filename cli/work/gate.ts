import type { Command } from 'commander';
import type { Job } from '../../jobs/job.ts';
import type { JobResult } from '../../jobs/run-job.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import type { RangedRevision } from '../../properties/answers/range-report.ts';
import type { Setup, Shard } from '../../properties/answers/work.ts';
import { revisionInWords } from '../../reports/page/range.ts';
import type { BrokenLaws } from '../../reports/page/verdict-change.ts';
import { type Accepting, accepting } from '../documents/accepting.ts';
import {
  type Allowance,
  type AllowOptions,
  allowanceOf,
  writeAllowance,
} from '../documents/allow-file.ts';
import { type Corpus, corpusOf, triedFirst } from '../documents/corpus.ts';
import { CounterexampleFiles } from '../documents/counterexample-files.ts';
import { reportedGate } from '../documents/reported.ts';
import { exitOfRange, exitOfSearch, usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import type { AnswerOptions, SearchOptions } from '../options.ts';
import { Attempts } from '../output/attempts.ts';
import { assertWritable } from '../output/folder.ts';
import { printReport } from '../output/render.ts';
import { writeReports } from '../output/report-files.ts';
import { appendStepSummary } from '../output/step-summary.ts';
import { say, sayElapsed, sayInterrupted } from '../output/terminal.ts';
import { filesToWatch, watching } from '../output/watch.ts';
import { answered, jobOf } from '../run.ts';
import { effortOf, setupOf } from '../setup.ts';
import { comparedIn } from '../subjects/gate-subjects.ts';
import { fileOfInput } from '../subjects/piped.ts';
import { filesCalled } from '../subjects/subjects.ts';
import { assertKernel } from '../witness/kernel-input.ts';
import { gateRange } from './gate-range.ts';

interface GateCommandOptions extends SearchOptions, AllowOptions {
  readonly path?: string | undefined;
  readonly cached?: true;
  readonly baseline?: string;
  readonly baselineProfile?: string;
  readonly patch?: string;
  readonly onto?: string;
  readonly range?: string;
  readonly refine?: true;
  readonly shard?: Shard;
}

type GateJob = Extract<Job, { kind: 'gate' }>;

/** Does `faultline gate`. */
export async function run(
  name: string | undefined,
  path: string | undefined,
  asGiven: GateCommandOptions,
  command: Command,
): Promise<void> {
  const piped = asGiven.patch === '-' && { patch: fileOfInput('patch', asGiven.out) };
  const options = { ...asGiven, ...piped, path };
  if (options.watch) filesToWatch(name === undefined ? [] : [name], options);
  if (options.range !== undefined && options.resume === undefined) {
    return runRange(name, options, { range: options.range, command });
  }
  const corpus = await corpusOf(options, command);
  const asking = gateOf(name, options);
  const { allowance, notes } =
    options.resume === undefined
      ? await allowanceOf(options, { baseline: asking.baseline, git: options.git })
      : { allowance: undefined, notes: [] };
  const asked = {
    ...noted(asking, notes),
    ...triedFirst(corpus),
    ...allowedBy(allowance),
  };
  const what = jobOf(asked, options, command);
  const { accept: names, reason } = options;
  const accept = allowance && names && reason ? { names, reason, allowance } : undefined;
  assertKernel(options.confirm);
  const ask = async (): Promise<BrokenLaws> => {
    let verdict: BrokenLaws = new Map();
    await answered(what, options, (result) => {
      verdict = regressions(result);
      return answerGate(what.job, result, options, { corpus, accept });
    });
    return verdict;
  };
  const files = [asked.candidate, asked.baseline].flatMap(filesCalled);
  await (options.watch ? watching(files, ask) : ask());
}

/** What the verdict hangs on: the laws that the baseline keeps. */
const regressions = ({ answers }: JobResult<GateReport>): BrokenLaws =>
  new Map(
    answers.map(({ report }) => [
      report.candidate,
      report.regressions.map(({ invariant }) => invariant),
    ]),
  );

/** The part of a job that says what is accepted. */
const allowedBy = (allowance: Allowance | undefined): Pick<GateJob, 'allow'> =>
  allowance ? { allow: allowance.accepted } : {};

/** A job whose report says this too. */
const noted = (job: GateJob, notes: readonly string[]): GateJob =>
  notes.length === 0 ? job : { ...job, notes: [...(job.notes ?? []), ...notes] };

/** What is asked for; nothing of it matters where a checkpoint says it. */
function gateOf(name: string | undefined, options: GateCommandOptions): GateJob {
  const setup = setupOf(options);
  const { candidate, baseline, notes } =
    options.resume === undefined
      ? comparedIn({ ...options, candidate: name }, setup)
      : { candidate: '', baseline: '', notes: [] };
  return {
    kind: 'gate',
    candidate,
    baseline,
    setup,
    baselineSetup: { ...setup, profile: options.baselineProfile ?? null },
    effort: effortOf(options),
    ...(options.refine === undefined ? {} : { refine: true as const }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** What stays of a gate beside its report. */
interface Keeping {
  readonly corpus?: Corpus | undefined;
  readonly accept?: (Accepting & { readonly allowance: Allowance }) | undefined;
}

/** Writes and prints what came of a gate. */
export async function answerGate(
  { candidate, effort, setup, notes }: GateJob,
  result: JobResult<GateReport>,
  answer: AnswerOptions,
  { corpus, accept }: Keeping = {},
): Promise<void> {
  const { out, json, report: folder } = answer;
  let safe = true;
  const writing = new Attempts();
  for (const { report: found, seconds } of result.answers) {
    const asked = await askedReal(found, { setup, confirm: answer.confirm });
    const { report, allowance } = accept
      ? accepting(asked, accept, accept.allowance)
      : { report: asked, allowance: undefined };
    const files = new CounterexampleFiles(out, setup, corpus);
    const time = effort.seconds === null ? null : seconds;
    const document = { ...reportedGate(report, time, files), ...(notes ? { notes } : {}) };
    await writing.make(() => files.write());
    if (allowance) await writing.make(() => writeAllowance(allowance));
    if (folder !== undefined)
      await writing.make(() => writeReports(folder, 'gate', document, setup));
    await appendStepSummary(document);
    safe = document.safe;
    // Known before anything is printed, in case that the reader goes away (`| head`).
    process.exitCode = safe ? EXIT.clean : EXIT.broken;
    await printReport(document, answer);
    if (!json) sayElapsed(candidate, report, seconds);
  }
  sayInterrupted(result);
  process.exitCode = writing.end(exitOfSearch(result, !safe));
}

/** With what a real kernel says of what the candidate breaks and inherits, if one is asked. */
async function askedReal(
  report: GateReport,
  { setup, confirm }: { setup: Setup; confirm: string | undefined },
): Promise<GateReport> {
  if (confirm === undefined) return report;
  const { confirmed } = await import('../witness/confirm.ts');
  const candidate = { name: report.candidate, setup };
  const [regressions, inherited] = [
    await confirmed(confirm, candidate, report.regressions),
    await confirmed(confirm, candidate, report.inherited),
  ];
  return { ...report, regressions: [...regressions], inherited: [...inherited] };
}

async function runRange(
  path: string | undefined,
  options: GateCommandOptions,
  { range, command }: { range: string; command: Command },
): Promise<void> {
  const { out, report: folder, handler, baselineProfile, refine } = options;
  if (path === undefined) throw usage('--range A..B wants the path of a file: -- PATH');
  if (options.path !== undefined || options.cached) {
    throw usage('--range is about one file: no second path and no --cached');
  }
  if (options.baseline !== undefined || options.patch !== undefined || options.onto !== undefined) {
    throw usage('--range compares with the parents: no --baseline, --patch or --onto');
  }
  if (options.shard !== undefined || options.checkpoint !== undefined) {
    throw usage('--range gates one revision after the other: no --shard or --checkpoint');
  }
  const corpus = await corpusOf(options, command);
  for (const each of [corpus?.folder ?? out, folder]) {
    if (each !== undefined) assertWritable(each);
  }
  const setup = setupOf(options);
  const baselineSetup = { ...setup, profile: baselineProfile ?? null };
  const files = new CounterexampleFiles(out, setup, corpus);
  const effort = effortOf(options);
  const { allowance, notes } = await allowanceOf(options, {
    baseline: `${range.split('..')[0]}:${path}`,
    git: options.git,
  });
  for (const note of notes) say(`faultline: ${note}`);
  const first = { ...triedFirst(corpus), ...allowedBy(allowance) };
  const how = { setup, baselineSetup, effort, first, refine };
  const told = (one: RangedRevision): void => {
    if (!options.json) say(`faultline: ${revisionInWords(one)}`);
  };
  const question = { range, path, handler, workers: options.workers, told, ...how };
  const document = await gateRange(question, (report, seconds) =>
    reportedGate(report, seconds, files),
  );
  const writing = new Attempts();
  await writing.make(() => files.write());
  if (folder !== undefined) await writing.make(() => writeReports(folder, 'range', document));
  process.exitCode = exitOfRange(document);
  await printReport(document, options);
  process.exitCode = writing.end(exitOfRange(document));
  if (process.exitCode === EXIT.interrupted) say('faultline: interrupted');
}
