import { entries } from '../catalog.ts';
import { allowanceOf } from '../cli/documents/allow-file.ts';
import { CounterexampleFiles, replayCommand } from '../cli/documents/counterexample-files.ts';
import { readCounterexample } from '../cli/documents/counterexample-input.ts';
import { reportedCheck, reportedExplore, reportedGate } from '../cli/documents/reported.ts';
import { assertTrusted, codeNamedBy } from '../cli/documents/strangers-code.ts';
import { exitOfExplore, exitOfSearch } from '../cli/exit.ts';
import { SEED_DEFAULT } from '../cli/numbers.ts';
import { OUT_DEFAULT } from '../cli/options.ts';
import { aboutSearch } from '../cli/output/about.ts';
import { effortOf, setupOf } from '../cli/setup.ts';
import { comparedIn } from '../cli/subjects/gate-subjects.ts';
import { namedBy } from '../cli/subjects/named.ts';
import { underHandler } from '../cli/subjects/subjects.ts';
import type { Answers, Job } from '../jobs/job.ts';
import { lookUp } from '../jobs/names.ts';
import { type JobResult, runJob } from '../jobs/run-job.ts';
import type { CheckReport } from '../properties/answers/check-report.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { Format, RenderOptions, Report, Reported } from '../reports/format.ts';
import { pageText } from '../reports/formats/text.ts';
import { shortPage } from '../reports/page/short.ts';
import {
  type AskOptions,
  assertOptions,
  type ExploreOptions,
  type GateOptions,
  type ReplayOptions,
  type SearchOptions,
} from './options.ts';

/** Answers the questions of `questions.ts` with the jobs of the command line. */

/** The answer of `check`. */
export async function check(
  subject: string,
  options: SearchOptions,
): Promise<Reported<CheckReport>> {
  assertOptions('check', options);
  const setup = setupOf(options);
  const effort = effortOf({ seed: SEED_DEFAULT, ...options });
  const subjects = [underHandler(subject, options.handler)];
  const result = await done({ kind: 'check', subjects, setup, effort }, options);
  exitOfSearch(result, false);
  return written(result, options, reportedCheck);
}

/** The answer of `gate`. */
export async function gate(name: string, options: GateOptions): Promise<Reported<GateReport>> {
  assertOptions('gate', options);
  const setup = setupOf(options);
  const { candidate, baseline, notes } = comparedIn({ ...options, candidate: name }, setup);
  const believed = await allowanceOf(options, { baseline, git: options.git });
  const said = [...notes, ...believed.notes];
  const result = await done(
    {
      kind: 'gate',
      candidate,
      baseline,
      setup,
      baselineSetup: { ...setup, profile: options.baselineProfile ?? null },
      effort: effortOf({ seed: SEED_DEFAULT, ...options }),
      ...(options.refine ? { refine: true as const } : {}),
      ...(believed.allowance ? { allow: believed.allowance.accepted } : {}),
    },
    options,
  );
  exitOfSearch(result, false);
  const report = written(result, options, reportedGate);
  return said.length > 0 ? { ...report, notes: said } : report;
}

/** The answer of `explore`. */
export async function explore(
  subject: string,
  options: ExploreOptions,
): Promise<Reported<ExploreReport>> {
  assertOptions('explore', options);
  const { worlds = [], preemptions, failures, seconds, transitions, handler } = options;
  const scope = {
    worlds: [...worlds],
    ...(failures ? { failing: true } : {}),
    preemptions: preemptions ?? null,
    seconds: seconds ?? null,
    transitions: transitions ?? null,
  };
  const subjects = [underHandler(subject, handler)];
  const result = await done({ kind: 'explore', subjects, setup: setupOf(options), scope }, options);
  exitOfExplore(result, seconds !== undefined);
  return written(result, options, reportedExplore);
}

/** The answer of `replay`. */
export async function replay(
  counterexample: string | Counterexample,
  options: ReplayOptions,
): Promise<Reported<ReplayReport>> {
  assertOptions('replay', options);
  const isPath = typeof counterexample === 'string';
  const file = isPath ? readCounterexample(counterexample) : counterexample;
  const { subject = null } = options;
  if (subject === null) {
    const name = isPath ? counterexample : 'the counterexample';
    assertTrusted(name, codeNamedBy([file.subject], [], options), options);
  }
  const setup = setupOf(options);
  const { answers, failure } = await done({ kind: 'replay', file, subject, setup }, options);
  if (failure) throw failure;
  const { report } = answers[0]!;
  const { finding } = report;
  if (finding === null) return { ...report, finding };
  const again = { ...setup, subject: options.subject };
  const command = isPath ? replayCommand(counterexample, again) : keep(file, options.out);
  return { ...report, finding: { ...finding, replay: command } };
}

/** Writes a counterexample as a file; the command that replays it. */
export function keep(counterexample: Counterexample, out = OUT_DEFAULT): string {
  const { build } = counterexample;
  const files = new CounterexampleFiles(out, { profile: null, ...(build && { build }) });
  const [kept] = files.add(counterexample, [counterexample.finding]);
  files.write();
  return kept!.replay;
}

/** A document in one of the formats of `reports/formats/`. */
export async function render(
  report: Report,
  name: string,
  options: Partial<RenderOptions>,
): Promise<string> {
  const format = lookUp('format', name, await entries<Format>('reports'));
  const about = await aboutSearch();
  return format.render(report, { columns: 100, color: false, about, ...options });
}

/** A document as the command line prints it: the verdict, the shortest run, the verdict again. */
export const shortText = (report: Report): string =>
  pageText(shortPage(report), { columns: 100, color: false });

/** Does a job; an abort is what Ctrl-C is to the command line. */
async function done<J extends Job>(
  job: J,
  { signal, progress, workers }: AskOptions,
): Promise<JobResult<Answers[J['kind']]>> {
  signal?.throwIfAborted();
  const result = await runJob(job, {
    ...(await namedBy(job)),
    progress,
    workers,
    onInterrupt(stop) {
      signal?.addEventListener('abort', stop);
      return () => {
        signal?.removeEventListener('abort', stop);
        return signal?.aborted === true;
      };
    },
  });
  if (result.interrupted) signal!.throwIfAborted();
  return result;
}

/** The one document that came of a job, with its counterexamples written. */
function written<R extends { readonly seconds: number | null }, D>(
  { answers }: JobResult<R>,
  options: AskOptions & { readonly seconds?: number },
  reported: (report: R, seconds: number | null, files: CounterexampleFiles) => D,
): D {
  const { report, seconds } = answers[0]!;
  const files = new CounterexampleFiles(options.out ?? OUT_DEFAULT, setupOf(options));
  const document = reported(report, options.seconds === undefined ? null : seconds, files);
  files.write();
  return document;
}
