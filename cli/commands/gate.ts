import { extname } from 'node:path';
import { Command } from 'commander';
import type { GateReport } from '../../properties/finding.ts';
import type { Reported } from '../../reports/format.ts';
import { CounterexampleFiles } from '../counterexample-files.ts';
import { assertWritable } from '../folder.ts';
import { effortOf, type SearchOptions, setupOf, withSearchOptions } from '../options.ts';
import { ProgressLine } from '../progress-line.ts';
import { printReport } from '../render.ts';
import { writeReports } from '../report-files.ts';
import { runJob } from '../run-job.ts';
import { exitOf, sayElapsed } from '../search-outcome.ts';
import { appendStepSummary } from '../step-summary.ts';
import { underHandler } from '../subjects.ts';

const BASELINE_DEFAULT = 'v5.3';

interface GateCommandOptions extends SearchOptions {
  readonly baseline: string;
  readonly baselineProfile?: string;
  readonly report?: string;
}

/** `faultline gate`: says whether a refactor may land. */
export const gateCommand = (): Command =>
  withSearchOptions(new Command('gate'))
    .summary('may this refactor land?')
    .description(
      'Runs a candidate and its baseline in the same worlds, and is content when the candidate\n' +
        'breaks no law that the baseline keeps. --profile is for the candidate alone;\n' +
        '--handler goes on top of the candidate, and of a baseline in C.',
    )
    .argument('<candidate>', 'the subject that is to land')
    .option('--baseline <subject>', 'what it is to replace', BASELINE_DEFAULT)
    .option('--baseline-profile <profile>', 'kernel around the baseline, as for --profile')
    .option('--report <dir>', 'write gate.md, .json, .txt, .junit.xml and .sarif there')
    .action(run);

async function run(name: string, options: GateCommandOptions): Promise<void> {
  const { handler, baselineProfile, out, report: folder } = options;
  const candidate = underHandler(name, handler);
  const baseline =
    extname(options.baseline) === '.c' ? underHandler(options.baseline, handler) : options.baseline;
  const setup = setupOf(options);
  for (const each of [out, folder]) if (each !== undefined) assertWritable(each);
  const effort = effortOf(options);
  const line = new ProgressLine(effort.seconds);
  const result = await runJob(
    {
      kind: 'gate',
      candidate,
      baseline,
      setup,
      baselineSetup: { ...setup, profile: baselineProfile ?? null },
      effort,
    },
    { progress: (progress) => line.show(progress) },
  );
  line.clear();

  let safe = true;
  for (const { report, seconds } of result.answers) {
    const files = new CounterexampleFiles(out);
    const document = reported(report, options.seconds === undefined ? null : seconds, files);
    files.write();
    if (folder !== undefined) await writeReports(folder, 'gate', document);
    await appendStepSummary(document);
    safe = document.safe;
    // Known before anything is printed, in case that the reader goes away (`| head`).
    process.exitCode = safe ? 0 : 1;
    await printReport(document, options.json === true);
    if (!options.json) sayElapsed(candidate, report, seconds);
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
