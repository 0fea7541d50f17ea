import { UnusableSubject } from '../impl/subject.ts';
import { TooLarge } from '../properties/explore/estimate.ts';
import { grouped, roughly } from '../reports/page/words.ts';

/** Exit codes, fixed for ever, so that `git bisect run` can rely on them. */
export const EXIT = {
  /** Nothing wrong. */
  clean: 0,
  /** A law was broken; the refactor is not safe; the counterexample was reproduced. */
  broken: 1,
  /** Wrong usage, or a broken harness. */
  usage: 2,
  /** The subject cannot be judged. */
  unusable: 125,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What ends the program early: one line for the user, and the code to exit with. */
export class Failure extends Error {
  readonly exit: ExitCode;

  constructor(exit: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
}

/** Wrong usage: bad input of whatever kind. */
export const usage = (message: string, cause?: unknown): Failure =>
  new Failure(EXIT.usage, message, { cause });

/** The same work, whose wrong usage is the fault of this file and says so. */
export function aboutFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw usage(`${path}: ${error.message}`, error);
    throw error;
  }
}
/** A world cannot be exhausted: what was found of its size, and what can be done instead. */
export const tooLarge = (world: string, found: string): Failure =>
  usage(
    `${world} is too large to be exhausted: ${found}; bound it with --seconds or --preemptions, ` +
      `or sample it with \`faultline check --world ${world}\``,
  );

/** The failure that an error of any kind is; an unexpected one is a broken harness. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof UnusableSubject) {
    return new Failure(EXIT.unusable, message, { cause: error });
  }
  if (error instanceof TooLarge) {
    const { world, steps, stepsMax } = error;
    return tooLarge(world, `${roughly(steps)} steps, expected ${grouped(stepsMax)} at most`);
  }
  const hint = 'the harness is broken, not the subject; --debug shows where';
  return new Failure(EXIT.usage, `${message} (${hint})`, { cause: error });
}

/** A message on one line, however many the error had. */
export const oneLine = (message: string): string => message.trim().replace(/\s*\n\s*/g, ' ');
