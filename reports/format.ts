import type { CheckReport } from '../properties/answers/check-report.ts';
import { CHECKS_SCHEMA } from '../properties/answers/check-report.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import { EXPLORES_SCHEMA } from '../properties/answers/explore-report.ts';
import type { Finding } from '../properties/answers/finding.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import {
  LISTS_SCHEMA,
  type ListReport,
  type ListsReport,
} from '../properties/answers/list-report.ts';
import type { MutateReport } from '../properties/answers/mutate-report.ts';
import type { RangeReport } from '../properties/answers/range-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { WitnessReport } from '../properties/answers/witness-report.ts';

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
  /** The explorer that stands beside the page. */
  readonly explorer?: ExplorerBeside;
  /** Texts of the files that the findings' lines are in, by file name. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** The page of `explore --open` in the folder of a report, and the subjects that it has. */
export interface ExplorerBeside {
  readonly file: string;
  readonly subjects: ReadonlySet<string>;
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
  | MutateReport
  | RangeReport
  | Reported<ReplayReport>
  | Reported<WitnessReport>
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
