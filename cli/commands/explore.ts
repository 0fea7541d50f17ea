import { Command } from 'commander';
import type { Job } from '../../jobs/job.ts';
import type { JobResult } from '../../jobs/run-job.ts';
import type { ExploreReport } from '../../properties/answers/explore-report.ts';
import { exploreReports } from '../../reports/format.ts';
import { CounterexampleFiles } from '../documents/counterexample-files.ts';
import { EXIT, exitOfExplore, usage } from '../exit.ts';
import { preemptions, seconds, transitions } from '../numbers.ts';
import {
  type AnswerOptions,
  type DividedOptions,
  OUT_DEFAULT,
  type SubjectOptions,
  setupOf,
  withDividedOptions,
  withSubjectOptions,
} from '../options.ts';
import { printReport } from '../output/render.ts';
import { writeReports } from '../output/report-files.ts';
import { print, say, sayInterrupted } from '../output/terminal.ts';
import { answered, jobOf } from '../run.ts';
import { underHandler } from '../subjects/subjects.ts';

interface ExploreCommandOptions extends SubjectOptions, DividedOptions {
  readonly handler?: string;
  readonly world: readonly string[];
  readonly preemptions?: number;
  readonly transitions?: number;
  readonly open?: true;
}

type ExploreJob = Extract<Job, { kind: 'explore' }>;

/** `faultline explore`: visits every interleaving of small worlds. */
export const exploreCommand = (): Command =>
  withDividedOptions(withSubjectOptions(new Command('explore')))
    .summary('visit every interleaving of small worlds')
    .description(
      'Visits every interleaving of litmus worlds (see `faultline list worlds`), and shows each\n' +
        'broken law in a run with the fewest preemptions. Where nothing is broken, nothing can be:\n' +
        'not in these worlds, whatever the schedule.',
    )
    .argument('[subjects...]', 'what to explore; all versions if there is none')
    .option('--handler <file.c[:function]>', "a driver's own handler, on helpers in a C file")
    .option('--world <name>', 'only this world; may be given several times', collect, [])
    .option('--preemptions <n>', 'only runs with so many preemptions at most', preemptions)
    .option('--seconds <s>', 'stop exploring a subject after this time', seconds)
    .option('--transitions <n>', 'a world with more is too large (default: 5000000)', transitions)
    .option('--out <dir>', 'where counterexamples are written', OUT_DEFAULT)
    .option('--report <dir>', 'write explore.html, .md, .json, .txt, .junit.xml and .sarif there')
    .option(
      '--open',
      'explore nothing: write a page in which you take the steps (OUT/explorer.html)',
    )
    .action(run);

const collect = (name: string, before: readonly string[]): string[] => [...before, name];

async function run(
  subjects: string[],
  options: ExploreCommandOptions,
  command: Command,
): Promise<void> {
  const { handler } = options;
  if (options.open) {
    const { writeExplorer } = await import('../explorer/open.ts');
    print(await writeExplorer(options.out, subjects, options.world));
    return;
  }
  if (handler !== undefined && subjects.length === 0) {
    throw usage(`--handler ${handler}: it is linked with helpers in a C file, found no subject`);
  }
  const wanted = subjects.map((name) => underHandler(name, handler));
  const scope = {
    worlds: options.world,
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
  const reports = result.answers.map(({ report, seconds }) => ({
    ...report,
    seconds: scope.seconds === null ? null : seconds,
    violations: files.add(report, report.violations),
  }));
  files.write();
  const broken = reports.some(({ violations }) => violations.length > 0);
  // Known before anything is printed, in case that the reader goes away (`| head`).
  process.exitCode = broken ? EXIT.broken : EXIT.clean;
  if (reports.length > 0) {
    const document = exploreReports(reports);
    if (folder !== undefined) await writeReports(folder, 'explore', document);
    await printReport(document, answer);
  }
  if (!json) for (const { report, seconds } of result.answers) sayElapsed(report, seconds);
  sayInterrupted(result);
  process.exitCode = exitOfExplore(result, scope.seconds !== null);
}

/** Says on standard error how long it took. */
function sayElapsed({ subject, worlds }: ExploreReport, seconds: number): void {
  const transitions = worlds.reduce((sum, world) => sum + world.transitions, 0);
  const rate = seconds > 0 ? Math.round(transitions / seconds) : 0;
  say(`${subject}: ${transitions} steps in ${seconds.toFixed(1)} s (${rate} steps/s)`);
}
