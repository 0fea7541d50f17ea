import { UnusableSubject } from '../impl/subject.ts';
import { oneLine, usage, WrongUsage } from '../jobs/failure.ts';
import type { JobResult } from '../jobs/run-job.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { RangeReport } from '../properties/answers/range-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { WitnessReport } from '../properties/answers/witness-report.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** Where the exit code is chosen: of each verdict, and of each error. */

export { oneLine, usage };

/** What ends the program early: one line for the user, and the code to exit with. */
export interface Failure {
  readonly exit: ExitCode;
  readonly message: string;
  /** For `--debug`. */
  readonly stack: string;
}

/** What an error of any kind comes to; an unexpected one is a broken harness. */
export function failureOf(error: unknown): Failure {
  const { message, stack = '', cause } = error instanceof Error ? error : new Error(String(error));
  const shown = cause instanceof Error ? (cause.stack ?? '') : stack;
  if (error instanceof WrongUsage) return { exit: EXIT.usage, message, stack: shown };
  if (error instanceof UnusableSubject) return { exit: EXIT.unusable, message, stack: shown };
  // What the file system says is about a path of the user's, or the disk.
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return { exit: EXIT.usage, message, stack: shown };
  }
  const hint = 'the harness is broken, not the subject; --debug shows where';
  return { exit: EXIT.usage, message: `${message} (${hint})`, stack: shown };
}

/** The exit code of what went wrong before there was a verdict. */
export const exitOfError = (error: unknown): ExitCode => failureOf(error).exit;

/** A world cannot be exhausted: what was found of its size, and what can be done instead. */
const tooLarge = (world: string, found: string): WrongUsage =>
  usage(
    `${world} is too large to be exhausted: ${found}; bound it with --seconds or --preemptions, ` +
      `or sample it with \`faultline check --world ${world}\``,
  );

/**
 * The exit code of `check` and `gate`: a hang or Ctrl-C goes before what was found, and a search
 * without any run has shown nothing, so it must not pass for a good one.
 */
export function exitOfSearch<R extends { readonly runs: number }>(
  { answers, interrupted, failure, refused = [] }: JobResult<R>,
  broken: boolean,
): ExitCode {
  if (interrupted) return EXIT.interrupted;
  if (failure) throw failure;
  if (refused.length > 0) return broken ? EXIT.broken : EXIT.unusable;
  if (answers.some(({ report }) => report.runs === 0)) {
    throw usage('the time was over before the first run was judged; give it more --seconds');
  }
  return broken ? EXIT.broken : EXIT.clean;
}

/** The exit code of `explore`; without a limit of time, what was not exhausted is refused. */
export function exitOfExplore(
  { answers, interrupted, failure, refused = [] }: JobResult<ExploreReport>,
  isBounded: boolean,
): ExitCode {
  if (interrupted) return EXIT.interrupted;
  if (failure) throw failure;
  const reports = answers.map(({ report }) => report);
  if (reports.some(({ violations }) => violations.length > 0)) return EXIT.broken;
  if (refused.length > 0) return EXIT.unusable;
  const [large] = reports.flatMap(({ worlds }) => worlds.filter(({ exhausted }) => !exhausted));
  if (isBounded || large === undefined) return EXIT.clean;
  const { world, transitions, share } = large;
  throw tooLarge(world, `about ${Math.round(share * 100)} % after ${transitions} steps`);
}

/** The exit code of `replay`. */
export function exitOfReplay({ verdict }: ReplayReport): ExitCode {
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

/** The exit code of `replay --kernel`: whether the real kernel confirms what was found. */
export function exitOfWitness({ verdict, parts }: WitnessReport): ExitCode {
  if (verdict === 'confirmed') return EXIT.broken;
  return verdict === 'not-confirmed' && parts === null ? EXIT.clean : EXIT.usage;
}

/** The exit code of `gate --range`: 125 if none of the revisions could be judged. */
export function exitOfRange({ interrupted, revisions, safe }: RangeReport): ExitCode {
  if (interrupted) return EXIT.interrupted;
  if (!safe) return EXIT.broken;
  return revisions.some(({ verdict }) => verdict === 'safe') ? EXIT.clean : EXIT.unusable;
}

/** The same work, whose wrong usage is the fault of this file and says so. */
export function aboutFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WrongUsage) throw usage(`${path}: ${error.message}`, error);
    throw error;
  }
}
