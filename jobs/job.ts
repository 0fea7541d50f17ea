import type { Allowed } from '../properties/answers/allow-file.ts';
import type { CheckReport } from '../properties/answers/check-report.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import type { KeptRun } from '../properties/answers/event-schedule.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { Effort, Scope, Setup } from '../properties/answers/work.ts';
import type { PlannedSubject } from '../properties/plan.ts';
import type { Answer, Request } from '../properties/request.ts';
import type { Progress } from '../properties/run/tools.ts';
import type { PortableError } from './failure.ts';
import type { SubjectSpec } from './subject-spec.ts';
import type { Deadline } from './time-budget.ts';
import type { UserEntries } from './user-entries.ts';

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

/** What a worker thread has to work on. */
export interface Opened {
  /** What reports say of them. */
  readonly planned: readonly PlannedSubject[];
  /** Of a check, by number of the subject: its driver's helpers under their own handler. */
  readonly helpers: ReadonlyMap<
    number,
    { readonly number: number; readonly planned: PlannedSubject }
  >;
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
  | { readonly kind: 'failed'; readonly failure: PortableError };

/** A job, with all that its words name. */
export interface NamedJob {
  readonly job: Job;
  readonly subjects: readonly SubjectSpec[];
  /** Entries of the user's that join the catalogue. */
  readonly entries: UserEntries;
}

/** What a worker thread is started with. */
export interface WorkerInput extends NamedJob {
  readonly buffer: SharedArrayBuffer;
  /** Which of the threads this is, from 0. */
  readonly thread: number;
}
