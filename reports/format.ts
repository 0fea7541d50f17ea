import type { CheckReport } from '../properties/answers/check-report.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { Finding } from '../properties/answers/finding.ts';
import type { Change, GateReport } from '../properties/answers/gate-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';

/** A way of writing a report; one file in `formats/` each, the file name is its name. */
export interface Format {
  /** What it is for, one sentence. */
  readonly summary: string;
  /** Of a file in this format, with the dot. */
  readonly extension: string;
  render(report: Report, options: RenderOptions): string;
}

/** How a format draws. */
export interface RenderOptions {
  /** Width of the page; a command to paste is the only thing that may be wider. */
  readonly columns: number;
  readonly color: boolean;
  readonly about?: About;
}

/** What a document does not say itself, for the formats that other tools read. */
export interface About {
  /** Of Faultline. */
  readonly version?: string;
  /** Every law that was asked; without it a report names those that were found broken. */
  readonly laws?: readonly Law[];
  /** Paths of the sources that are shipped, by file name. */
  readonly sources?: ReadonlyMap<string, string>;
  readonly chart?: ChartPicture;
}

/** The statechart that findings speak of in `chart`, for pages that light its states. */
export interface ChartPicture {
  /** Its parallel regions; a region that a finding does not mention is at rest. */
  readonly regions: readonly ChartRegion[];
  /**
   * The drawing as SVG, with what a search has taken of it if it says so. Its styles are the
   * page's, its states have `data-state`.
   */
  readonly svg?: string;
  readonly isCovered?: boolean;
}

/** One parallel region of the statechart, and its states, as `region.state`. */
export interface ChartRegion {
  readonly name: string;
  readonly states: readonly string[];
  readonly rest: string;
}

/** A law as its file describes it. */
export interface Law {
  readonly name: string;
  readonly claim: string;
  readonly source: string;
}

/** A finding with the command that replays it, ready to paste. */
export type ReportedFinding = Finding & { readonly replay: string };

/** A document of `properties/` whose findings say how they are replayed. */
export type Reported<T> = {
  readonly [K in keyof T]: T[K] extends readonly Finding[] | undefined
    ? readonly ReportedFinding[]
    : T[K] extends Finding | null
      ? ReportedFinding | null
      : T[K];
};

export const CHECKS_SCHEMA = 'faultline.checks/1';
export const EXPLORES_SCHEMA = 'faultline.explores/1';
export const RANGE_SCHEMA = 'faultline.range/1';
export const LIST_SCHEMA = 'faultline.list/1';
export const LISTS_SCHEMA = 'faultline.lists/1';

/** The answer of `check` for several subjects. */
export interface ChecksReport {
  readonly schema: typeof CHECKS_SCHEMA;
  readonly reports: readonly Reported<CheckReport>[];
}

/** The answer of `explore` for several subjects. */
export interface ExploresReport {
  readonly schema: typeof EXPLORES_SCHEMA;
  readonly reports: readonly Reported<ExploreReport>[];
}

/** A revision that touches a file, and what came of comparing it with the one before it. */
export interface RangedRevision {
  /** Its full name. */
  readonly revision: string;
  /** First line of its message. */
  readonly subject: string;
  readonly path: string;
  /** The subject that it was compared with, null for none. */
  readonly against: string | null;
  readonly verdict: 'safe' | 'not-safe' | 'skipped';
  /** Why it was skipped. */
  readonly reason: string | null;
  readonly broken: readonly Pick<ReportedFinding, 'invariant' | 'found' | 'replay'>[];
  readonly mended: readonly string[];
  readonly changed: readonly Pick<Change, 'behaviour' | 'only'>[];
}

/** The answer of `gate --range`. */
export interface RangeReport {
  readonly schema: typeof RANGE_SCHEMA;
  /** As it was typed. */
  readonly range: string;
  readonly path: string;
  readonly seed: number;
  /** Runs of each side of each comparison, at most. */
  readonly runs: number;
  readonly interrupted: boolean;
  /** No revision is not safe. */
  readonly safe: boolean;
  /** The oldest first. */
  readonly revisions: readonly RangedRevision[];
}

/** The answer of `list`: what there is of one kind. */
export interface ListReport {
  readonly schema: typeof LIST_SCHEMA;
  /** `subjects`, `invariants`, `strategies`, `worlds` … */
  readonly what: string;
  readonly entries: readonly { readonly name: string; readonly summary: string }[];
}

/** The answer of `list` for several kinds. */
export interface ListsReport {
  readonly schema: typeof LISTS_SCHEMA;
  readonly lists: readonly ListReport[];
}

/** A counterexample with the command that replays its file. */
export type ReportedCounterexample = Omit<Counterexample, 'finding'> & {
  readonly finding: ReportedFinding;
};

/** Everything that can be rendered, told apart by `schema`. */
export type Report =
  | Reported<CheckReport>
  | ChecksReport
  | Reported<ExploreReport>
  | ExploresReport
  | Reported<GateReport>
  | RangeReport
  | Reported<ReplayReport>
  | ReportedCounterexample
  | ListReport
  | ListsReport;

/** One subject's report as it is, or the reports of several in one document. */
export const checkReports = (
  reports: readonly Reported<CheckReport>[],
): Reported<CheckReport> | ChecksReport =>
  reports.length === 1 ? reports[0]! : { schema: CHECKS_SCHEMA, reports };

/** The same for `explore`. */
export const exploreReports = (
  reports: readonly Reported<ExploreReport>[],
): Reported<ExploreReport> | ExploresReport =>
  reports.length === 1 ? reports[0]! : { schema: EXPLORES_SCHEMA, reports };

/** One list as it is, or several in one document. */
export const listReports = (lists: readonly ListReport[]): ListReport | ListsReport =>
  lists.length === 1 ? lists[0]! : { schema: LISTS_SCHEMA, lists };
