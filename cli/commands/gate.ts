import { extname } from 'node:path';
import { Command } from 'commander';
import type { GateReport } from '../../properties/finding.ts';
import type { Reported } from '../../reports/format.ts';
import { CounterexampleFiles } from '../counterexample-files.ts';
import { type AnswerOptions, divided, jobOf } from '../divided.ts';
import { usage } from '../exit.ts';
import { assertWritable, writeAll } from '../folder.ts';
import type { Job } from '../job.ts';
import { effortOf, type SearchOptions, setupOf, withSearchOptions } from '../options.ts';
import { formatCalled, printReport } from '../render.ts';
import type { JobResult } from '../run-job.ts';
import { exitOf, sayElapsed } from '../search-outcome.ts';
import { underHandler } from '../subjects.ts';

const BASELINE_DEFAULT = 'v5.3';
/** Formats of the files that `--report` writes, each `gate` with its extension. */
const REPORT_FORMATS = ['markdown', 'json', 'text'];
const REPORT_COLUMNS = 100;

interface GateCommandOptions extends SearchOptions {
  readonly baseline: string;
  readonly baselineProfile?: string;
}

type GateJob = Extract<Job, { kind: 'gate' }>;

/** `faultline gate`: says whether a refactor may land. */
export const gateCommand = (): Command =>
  withSearchOptions(new Command('gate'))
    .summary('may this refactor land?')
    .description(
      'Runs a candidate and its baseline in the same worlds, and is content when the candidate\n' +
        'breaks no law that the baseline keeps. --profile is for the candidate alone;\n' +
        '--handler goes on top of the candidate, and of a baseline in C.',
    )
    .argument('[candidate]', 'the subject that is to land')
    .option('--baseline <subject>', 'what it is to replace', BASELINE_DEFAULT)
    .option('--baseline-profile <profile>', 'kernel around the baseline, as for --profile')
    .option('--report <dir>', 'write gate.md, gate.json and gate.txt there')
    .action(run);

async function run(
  name: string | undefined,
  options: GateCommandOptions,
  command: Command,
): Promise<void> {
  const { report } = options;
  if (name === undefined && options.resume === undefined) {
    throw usage("missing required argument 'candidate'");
  }
  if (report !== undefined) assertWritable(report);
  const what = jobOf(gateOf(name ?? '', options), options, command);
  await divided(what, options, (result) => answerGate(what.job, result, options));
}

function gateOf(name: string, options: GateCommandOptions): GateJob {
  const { handler, baselineProfile } = options;
  const setup = setupOf(options);
  return {
    kind: 'gate',
    candidate: underHandler(name, handler),
    baseline:
      extname(options.baseline) === '.c'
        ? underHandler(options.baseline, handler)
        : options.baseline,
    setup,
    baselineSetup: { ...setup, profile: baselineProfile ?? null },
    effort: effortOf(options),
  };
}

/** Writes and prints what came of a gate. */
export async function answerGate(
  { candidate, effort }: GateJob,
  result: JobResult<GateReport>,
  { out, json, report: folder }: AnswerOptions,
): Promise<void> {
  let safe = true;
  for (const { report, seconds } of result.answers) {
    const files = new CounterexampleFiles(out);
    const document = reported(report, effort.seconds === null ? null : seconds, files);
    files.write();
    if (folder !== undefined) await writeReports(folder, document);
    safe = document.safe;
    // Known before anything is printed, in case that the reader goes away (`| head`).
    process.exitCode = safe ? 0 : 1;
    await printReport(document, json === true);
    if (!json) sayElapsed(candidate, report, seconds);
  }
  process.exitCode = exitOf(result, !safe);
}

function reported(
  report: GateReport,
  seconds: number | null,
  files: CounterexampleFiles,
): Reported<GateReport> {
  const candidate = { subject: report.candidate, profile: report.profiles.candidate };
  const baseline = { subject: report.baseline, profile: report.profiles.baseline };
  return {
    ...report,
    seconds,
    regressions: files.add(candidate, report.regressions),
    inherited: files.add(candidate, report.inherited),
    fixed: files.add(baseline, report.fixed),
  };
}

async function writeReports(folder: string, report: Reported<GateReport>): Promise<void> {
  const files = new Map<string, string>();
  for (const name of REPORT_FORMATS) {
    const format = await formatCalled(name);
    const text = format.render(report, { columns: REPORT_COLUMNS, color: false });
    files.set(`gate${format.extension}`, text);
  }
  writeAll(folder, files);
}
