import type { SourceCoverage } from '../../impl/subject.ts';

/** Which goals a check reached: return codes, rows of the domain's tables, chart transitions. */
export interface Coverage {
  readonly goals: readonly {
    readonly name: string;
    readonly source: string;
    readonly reached: number;
  }[];
  readonly transitions: ChartCoverage;
  /** How the runs ended. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Lines and branches of a subject in C. */
  readonly source?: SourceCoverage;
}

/** What a search has taken of the statechart of its profile. */
export interface ChartCoverage {
  /** Transitions between configurations, all regions taken together. */
  readonly taken: number;
  readonly total: number;
  readonly never: readonly string[];
  /** The transitions of single regions; not there in older documents. */
  readonly byRegion?: readonly RegionTransition[];
}

/** A transition of one region that is possible in the profile, and how often it was taken. */
export interface RegionTransition {
  /** States are written `region.state`. */
  readonly from: string;
  readonly event: string;
  readonly to: string;
  readonly times: number;
}
