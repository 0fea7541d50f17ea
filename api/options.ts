import { InvalidArgumentError } from 'commander';
import * as number from '../cli/numbers.ts';
import { usage } from '../jobs/failure.ts';
import { didYouMean } from '../jobs/names.ts';
import type { Progress } from '../properties/run/tools.ts';

/** What is said of a subject beside its name. */
export interface SubjectOptions {
  /** Kernel around the subject: `v5.10`, or `retry=once,io-lock=yes`. */
  readonly profile?: string;
  /** Compiler of a C file. */
  readonly toolchain?: 'system' | 'npm';
  /** Work tree that `REV:PATH` is looked up in, instead of the current one. */
  readonly git?: string;
  /** A configuration instead of that of the working folder; false for none. */
  readonly config?: string | false;
  /** TypeScript that comes from a revision, a patch or a document may run. */
  readonly trustTypescript?: true;
  /** Macros for a C file, as `NAME` or `NAME=VALUE`. */
  readonly define?: readonly string[];
  /** A kernel's `.config` for a C file. */
  readonly kconfig?: string;
}

/** How a question is asked. */
export interface AskOptions extends SubjectOptions {
  /** Once it is aborted, the threads stop, and the promise rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Told some times a second how far it is. */
  readonly progress?: (progress: Progress) => void;
  /** Threads that work; as many as there are cores unless it is given. */
  readonly workers?: number;
  /** Where counterexamples are written: `reports/out` unless it is given. */
  readonly out?: string;
}

/** How long and where to search. */
export interface SearchOptions extends AskOptions {
  /** Runs to judge: 20,000 unless it is given, with `seconds` as many as fit. */
  readonly runs?: number;
  /** Stop searching after this time. */
  readonly seconds?: number;
  /** The same seed gives the same answer; 1 unless it is given. */
  readonly seed?: number;
  /** How tasks are scheduled; `portfolio` unless it is given. */
  readonly strategy?: string;
  /** A litmus world to stay in. */
  readonly world?: string;
  /** A driver's own handler, as `FILE.c` or `FILE.c:FUNCTION`, on helpers in a C file. */
  readonly handler?: string;
}

/** What a candidate is compared with, and what is accepted. */
export interface GateOptions extends Omit<SearchOptions, 'strategy' | 'world'> {
  /** What the candidate is to replace: as on the command line unless it is given. */
  readonly baseline?: string;
  /** The baseline's kernel, as `profile`. */
  readonly baselineProfile?: string;
  /** A candidate that can do what its baseline cannot is not safe. */
  readonly refine?: boolean;
  /** What is accepted, instead of `faultline.allow.json`. */
  readonly allow?: string;
}

/** What is visited. */
export interface ExploreOptions extends AskOptions {
  /** Litmus worlds; all unless they are given. */
  readonly worlds?: readonly string[];
  /** The most preemptions of a run. */
  readonly preemptions?: number;
  /** Each call that can fail is let fail, too. */
  readonly failures?: boolean;
  /** Limit of time. */
  readonly seconds?: number;
  /** After how many steps a world counts as too large. */
  readonly transitions?: number;
  /** As for a search. */
  readonly handler?: string;
}

/** How a counterexample is replayed. */
export interface ReplayOptions extends AskOptions {
  /** Another subject than that of the counterexample. */
  readonly subject?: string;
}

/** What may be asked for of a number, as the command line reads it. */
const NUMBERS = {
  runs: number.runs,
  seconds: number.seconds,
  seed: number.seed,
  workers: number.workers,
  preemptions: number.preemptions,
  transitions: number.transitions,
} as const;

const SUBJECT = 'profile toolchain git config trustTypescript define kconfig';
const ASK = `${SUBJECT} signal progress workers out`;
const SEARCH = `${ASK} runs seconds seed handler`;
/** Parameters of fast-check. */
const FAST_CHECK = `seed randomType numRuns maxSkipsPerRun timeout skipAllAfterTimeLimit
  interruptAfterTimeLimit markInterruptAsFailure skipEqualValues ignoreEqualValues path logger
  unbiased verbose examples endOnFailure reporter asyncReporter includeErrorInReport
  plugins`.replace(/\s+/g, ' ');

/** Names of options, by question. */
const OPTIONS = {
  check: `${SEARCH} strategy world`,
  gate: `${SEARCH} baseline baselineProfile refine allow`,
  explore: `${ASK} worlds preemptions failures seconds transitions handler`,
  replay: `${ASK} subject`,
  session: SUBJECT,
  property: `${SUBJECT} ${FAST_CHECK} laws runs out`,
} as const;

/** Wrong usage for an option that a question does not have, or a number that is none. */
export function assertOptions(question: keyof typeof OPTIONS, options: object): void {
  const known = OPTIONS[question].split(' ');
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) {
      throw usage(
        `${question} has no option ${name}${didYouMean(name, known)} (there are: ${known.join(', ')})`,
      );
    }
    // Numbers of fast-check's are its own to check.
    const isOurs = name in NUMBERS && (question !== 'property' || name === 'runs');
    if (value !== undefined && isOurs) assertNumber(name as keyof typeof NUMBERS, value);
  }
}

function assertNumber(name: keyof typeof NUMBERS, value: unknown): void {
  try {
    if (typeof value !== 'number') throw new InvalidArgumentError('Expected a number.');
    NUMBERS[name](String(value));
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw usage(`${name}: ${error.message.replace(/\.$/, '')}, found ${String(value)}`);
  }
}
