import type { CheckReport } from '../properties/answers/check-report.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { RenderOptions, Report, Reported } from '../reports/format.ts';
import type { ExploreOptions, GateOptions, ReplayOptions, SearchOptions } from './options.ts';

/**
 * The questions of the command line as functions: each promises the document that `--json` prints.
 * Options are those of the command line under the same names, `--trust-typescript` as
 * `trustTypescript`.
 *
 * Wrong usage rejects with `WrongUsage`, a subject that cannot be judged with `UnusableSubject`.
 * What answers is loaded with the first question.
 */

/** Searches for runs in which a subject breaks a law. */
export const check = async (
  subject: string,
  options: SearchOptions = {},
): Promise<Reported<CheckReport>> => (await import('./answers.ts')).check(subject, options);

/** Says whether a candidate may replace its baseline. */
export const gate = async (
  candidate: string,
  options: GateOptions = {},
): Promise<Reported<GateReport>> => (await import('./answers.ts')).gate(candidate, options);

/** Visits every interleaving of litmus worlds. */
export const explore = async (
  subject: string,
  options: ExploreOptions = {},
): Promise<Reported<ExploreReport>> => (await import('./answers.ts')).explore(subject, options);

/** Follows a counterexample: the document, or the path of its file. */
export const replay = async (
  counterexample: string | Counterexample,
  options: ReplayOptions = {},
): Promise<Reported<ReplayReport>> =>
  (await import('./answers.ts')).replay(counterexample, options);

/** Writes a counterexample as a file, in `reports/out` or `out`; the command that replays it. */
export const keep = async (counterexample: Counterexample, out?: string): Promise<string> =>
  (await import('./answers.ts')).keep(counterexample, out);

/** A document as a text: in a format of `reports/formats/`, such as `markdown` or `sarif`. */
export const render = async (
  report: Report,
  format: string,
  options: Partial<RenderOptions> = {},
): Promise<string> => (await import('./answers.ts')).render(report, format, options);

export type {
  AskOptions,
  ExploreOptions,
  GateOptions,
  ReplayOptions,
  SearchOptions,
  SubjectOptions,
} from './options.ts';
