import type { ExitCode } from '../cli/exit.ts';
import type { Build } from '../impl/c/front-end/build.ts';
import type { ToolchainName } from '../impl/c/toolchain/toolchain.ts';
import type { Allowed } from '../properties/answers/allow-file.ts';
import type { CheckReport } from '../properties/answers/check-report.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import type { KeptRun } from '../properties/answers/event-schedule.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { PlannedSubject } from '../properties/plan.ts';
import type { Answer, Request } from '../properties/request.ts';
import type { Progress } from '../properties/run/tools.ts';
import type { Deadline } from './time-budget.ts';

/** How long and where to search; the same for `check` and `gate`. */
export interface Effort {
  readonly runs: number;
  /** Limit of time for one subject, or null. */
  readonly seconds: number | null;
  readonly seed: number;
  readonly strategy: string;
  /** Name of a litmus world, or null for generated worlds. */
  readonly world: string | null;
}

/** What `explore` is to visit. */
export interface Scope {
  /** Names of litmus worlds; none for all. */
  readonly worlds: readonly string[];
  readonly preemptions: number | null;
  readonly seconds: number | null;
  /** After how many transitions a world counts as too large; null for what is usual. */
  readonly transitions: number | null;
}

/** What the user says about a subject beside its name; null for what the subject itself says. */
export interface Setup {
  /** As `--profile` spells it. */
  readonly profile: string | null;
  readonly toolchain: ToolchainName | null;
  /** Folder whose repository has the revisions, unless it is the current one. */
  readonly git?: string;
  /** The configuration, unless it is that of the working folder; false for none. */
  readonly config?: string | false;
  /** TypeScript that comes from a revision or a patch may run. */
  readonly trustTypescript?: true;
  /** How the kernel is built that has a subject in C. */
  readonly build?: Build;
}

/** Work for other threads: plain data, since functions cannot cross. */
export type Job =
  | {
      readonly kind: 'check';
      readonly subjects: readonly string[];
      readonly setup: Setup;
      readonly effort: Effort;
      /** Kept runs that are tried first. */
      readonly corpus?: readonly KeptRun[];
    }
  | {
      readonly kind: 'gate';
      readonly candidate: string;
      readonly baseline: string;
      readonly setup: Setup;
      readonly baselineSetup: Setup;
      readonly effort: Effort;
      /** What the candidate alone can do makes it unsafe. */
      readonly refine?: true;
      /** What has to be said of how the candidate came about. */
      readonly notes?: readonly string[];
      readonly allow?: readonly Allowed[];
      readonly corpus?: readonly KeptRun[];
    }
  | {
      readonly kind: 'explore';
      readonly subjects: readonly string[];
      readonly setup: Setup;
      readonly scope: Scope;
    }
  | {
      readonly kind: 'replay';
      readonly file: Counterexample;
      /** Another subject than the one of the file, or null. */
      readonly subject: string | null;
      readonly setup: Setup;
    };

/** What each kind of job answers; a check of several subjects answers several times. */
export interface Answers {
  check: CheckReport;
  explore: ExploreReport;
  gate: GateReport;
  replay: ReplayReport;
}

/** A failure on its way from one thread to the other. */
export interface PortableFailure {
  readonly exit: ExitCode;
  readonly message: string;
  readonly stack: string;
}

/** A subject, or a configuration, as it was found: what it is called, and what its texts are. */
export interface Found {
  readonly name: string;
  /** SHA-256 of the texts that the user gave, or null for one of the catalogue. */
  readonly digest: string | null;
}

/** What a worker thread has to work on. */
export interface Opened {
  readonly subjects: readonly Found[];
  /** What reports say of them. */
  readonly planned: readonly PlannedSubject[];
  /** Litmus worlds to explore, each with a number that is the greater the longer it may take. */
  readonly worlds: readonly { readonly name: string; readonly weight: number }[];
}

/** A request of a plan on its way to a worker thread. */
export interface Assignment<R extends Request = Request> {
  readonly request: R;
  /** The subjects of the plan, by their numbers in the job. */
  readonly subjects: readonly number[];
  readonly deadline: Deadline;
  /** Of a search: one chunk is searched however little time there is. */
  readonly isFirst?: boolean;
}

/** What a worker thread says. */
export type Message =
  /** Its own modules are loaded: what goes wrong in the open from here on is the subject's. */
  | { readonly kind: 'ready' }
  /** The subjects are found. */
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** What came of the request before. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: PortableFailure };

/** What a worker thread is started with. */
export interface WorkerInput {
  readonly job: Job;
  readonly buffer: SharedArrayBuffer;
  /** Which of the threads this is, from 0. */
  readonly thread: number;
}
