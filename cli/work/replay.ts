import { loadTools } from '../../catalog.ts';
import { assertKnown } from '../../jobs/known-names.ts';
import { subjectOf } from '../../jobs/subjects.ts';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import type { ReplayReport } from '../../properties/answers/replay-report.ts';
import { witnessSentence } from '../../reports/page/witness.ts';
import { replayCommand as commandFor } from '../documents/counterexample-files.ts';
import { readCounterexample } from '../documents/counterexample-input.ts';
import { assertTrusted, codeNamedBy } from '../documents/strangers-code.ts';
import { exitOfReplay, exitOfWitness, usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import type { SubjectOptions } from '../options.ts';
import { printReport } from '../output/render.ts';
import { say } from '../output/terminal.ts';
import { run } from '../run.ts';
import { setupOf } from '../setup.ts';
import { useConfig } from '../subjects/config.ts';
import { subjectsOf } from '../subjects/subjects.ts';
import { kernelCalled } from '../witness/kernel-input.ts';
import { witness } from '../witness/witness.ts';

interface ReplayCommandOptions extends SubjectOptions {
  readonly subject?: string;
  readonly kernel?: string;
}

/** Does `faultline replay`. */
export async function replay(path: string, options: ReplayCommandOptions): Promise<void> {
  const file = readCounterexample(path);
  if (options.subject === undefined) {
    assertTrusted(path, codeNamedBy([file.subject], [], options), options);
  }
  if (options.kernel !== undefined) return onKernel(path, file, options);
  const { answers, interrupted, failure } = await run({
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
  process.exitCode = exitOfReplay(report);
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

/** The same question to a real kernel, and to the simulated one for comparison. */
async function onKernel(
  path: string,
  file: Counterexample,
  options: ReplayCommandOptions,
): Promise<void> {
  const kernel = kernelCalled(options.kernel!);
  const setup = setupOf(options);
  const own = await useConfig(options.config);
  const tools = await loadTools();
  assertKnown(file, tools);
  const asked = { kind: 'replay', file, subject: options.subject ?? null, setup } as const;
  const subject = await subjectOf(subjectsOf(asked, own)[0]!);
  const [report] = await witness([file], { subject, kernel, tools });
  const { finding } = report!;
  const command = commandFor(path, { ...setup, subject: options.subject, kernel: options.kernel });
  const replay = finding === null ? null : { ...finding, replay: command };
  const document = { ...report!, finding: replay };
  process.exitCode = exitOfWitness(document);
  await printReport(document, options);
  if (process.exitCode === EXIT.usage) throw usage(`${path}: ${witnessSentence(document)}`);
}

function otherWay(path: string, { verdict, difference, subject, byMeaning }: ReplayReport) {
  const where =
    difference === null
      ? ''
      : ` at step ${difference.step}: expected ${difference.expected}, found ${difference.found}`;
  if (byMeaning) return usage(`${path}: ${subject} has no such path any more${where}`);
  return usage(`${path}: the run of ${subject} ${verdict}${where}`);
}
