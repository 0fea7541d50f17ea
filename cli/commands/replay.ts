import { Command } from 'commander';
import { runJob } from '../../jobs/run-job.ts';
import type { ReplayReport } from '../../properties/answers/replay-report.ts';
import { replayCommand as commandFor } from '../documents/counterexample-files.ts';
import { readCounterexample } from '../documents/counterexample-input.ts';
import { assertTrusted, codeNamedBy } from '../documents/strangers-code.ts';
import { EXIT, type ExitCode, usage } from '../exit.ts';
import { type SubjectOptions, setupOf, withSubjectOptions } from '../options.ts';
import { printReport } from '../output/render.ts';
import { say } from '../output/terminal.ts';

interface ReplayCommandOptions extends SubjectOptions {
  readonly subject?: string;
}

/** `faultline replay`: shows a counterexample again. */
export const replayCommand = (): Command =>
  withSubjectOptions(new Command('replay'))
    .summary('show a counterexample again')
    .description(
      'Runs the world and the schedule of a counterexample again: step by step, and where the\n' +
        'subject takes other steps by what they mean (until the task has done this primitive on\n' +
        'this object with this outcome). Exit code 1 if it is reproduced, 0 if the law holds now,\n' +
        '2 if the run went another way or the path no longer exists.',
    )
    .argument('<file>', 'a counterexample, as `check` and `gate` write them')
    .option('--subject <subject>', 'run another subject than the one of the file')
    .action(run);

async function run(path: string, options: ReplayCommandOptions): Promise<void> {
  const file = readCounterexample(path);
  if (options.subject === undefined) {
    assertTrusted(path, codeNamedBy([file.subject], [], options), options);
  }
  const { answers, interrupted, failure } = await runJob({
    kind: 'replay',
    file,
    subject: options.subject ?? null,
    setup: setupOf(options),
  });
  if (interrupted) {
    say('faultline: interrupted');
    process.exitCode = EXIT.interrupted;
    return;
  }
  if (failure) throw failure;
  const { report } = answers[0]!;
  const { finding } = report;
  process.exitCode = exitOf(report);
  const document = {
    ...report,
    finding:
      finding === null
        ? null
        : {
            ...finding,
            replay: commandFor(path, { ...setupOf(options), subject: options.subject }),
          },
  };
  await printReport(document, options);
  if (process.exitCode === EXIT.usage) throw otherWay(path, report);
}

function exitOf({ verdict }: ReplayReport): ExitCode {
  switch (verdict) {
    case 'reproduced':
      return EXIT.broken;
    case 'held':
      return EXIT.clean;
    case 'changed':
    case 'diverged':
      return EXIT.usage;
  }
}

function otherWay(path: string, { verdict, difference, subject, byMeaning }: ReplayReport) {
  const where =
    difference === null
      ? ''
      : ` at step ${difference.step}: expected ${difference.expected}, found ${difference.found}`;
  if (byMeaning) return usage(`${path}: ${subject} has no such path any more${where}`);
  return usage(`${path}: the run of ${subject} ${verdict}${where}`);
}
