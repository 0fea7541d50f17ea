import { Command } from 'commander';
import type { CheckReport } from '../../properties/finding.ts';
import { checkReports, type Reported } from '../../reports/format.ts';
import { CounterexampleFiles } from '../counterexample-files.ts';
import { assertWritable } from '../folder.ts';
import { effortOf, type SearchOptions, withSearchOptions } from '../options.ts';
import { ProgressLine } from '../progress-line.ts';
import { printReport } from '../render.ts';
import { runJob } from '../run-job.ts';
import { exitOf, sayElapsed } from '../search-outcome.ts';

/** `faultline check`: searches for runs in which subjects break a law. */
export const checkCommand = (): Command =>
  withSearchOptions(new Command('check'))
    .summary('find runs in which a subject breaks a law')
    .description(
      'Searches for runs in which a subject breaks a law, and writes each as a counterexample.\n' +
        'A SUBJECT is a name (see `faultline list subjects`), a name with a handler\n' +
        '(v5.10+amdgpu), or the path of a TypeScript file; without one all versions are checked.',
    )
    .argument('[subjects...]', 'what to check')
    .option(
      '--strategy <name>',
      'how tasks are scheduled (see `faultline list strategies`; default: portfolio)',
    )
    .option('--world <name>', 'stay in one litmus world (see `faultline list worlds`)')
    .action(run);

async function run(subjects: string[], options: SearchOptions): Promise<void> {
  assertWritable(options.out);
  const effort = effortOf(options);
  const line = new ProgressLine(effort.seconds);
  const result = await runJob(
    { kind: 'check', subjects, effort },
    { progress: (progress) => line.show(progress) },
  );
  line.clear();

  const files = new CounterexampleFiles(options.out);
  const reports = result.answers.map(({ report, seconds }) =>
    reported(report, options.seconds === undefined ? null : seconds, files),
  );
  files.write();
  const broken = reports.some(({ violations }) => violations.length > 0);
  // Known before anything is printed, in case that the reader goes away (`| head`).
  process.exitCode = broken ? 1 : 0;
  if (reports.length > 0) await printReport(checkReports(reports), options.json === true);
  if (!options.json) {
    for (const { report, seconds } of result.answers) sayElapsed(report.subject, report, seconds);
  }
  process.exitCode = exitOf(result, broken);
}

function reported(
  report: CheckReport,
  seconds: number | null,
  files: CounterexampleFiles,
): Reported<CheckReport> {
  return { ...report, seconds, violations: files.add(report, report.violations) };
}
