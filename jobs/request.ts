import type { CheckReport } from '../properties/answers/check-report.ts';
import type { ExploreReport } from '../properties/answers/explore-report.ts';
import type { GateReport } from '../properties/answers/gate-report.ts';
import type { ReplayReport } from '../properties/answers/replay-report.ts';
import type { FoundOf } from '../properties/check.ts';
import type { FromCorpus } from '../properties/corpus/corpus.ts';
import type { InPassing } from '../properties/explore/exhaust.ts';
import type { WorldResult } from '../properties/explore.ts';
import type { SearchPart } from '../properties/search/search-part.ts';

/** When an order has to be done, in milliseconds since 1970; null for whenever. */
export interface Deadline {
  /** No more runs are begun. */
  readonly stopAt: number | null;
  /** What is not yet small stays as large as it is. */
  readonly giveUpAt: number | null;
}

/** One subject in one world, by their numbers. */
export interface Pair {
  readonly subject: number;
  readonly world: number;
}

/** What came of exploring a pair. */
export interface Explored extends Pair {
  readonly result: WorldResult;
  /** When it began and when it was over, in milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
}

/** What a working thread can be told to do; subjects are those of the job, by number. */
export interface Orders {
  /** Search chunks that nobody has taken, up to `end`, with all of these subjects. */
  search: { readonly subjects: readonly number[]; readonly first: number; readonly end: number };
  /** Visit every interleaving of the worlds that are small enough, with these subjects. */
  exhaust: { readonly subjects: readonly number[] };
  /** Try the kept runs, with these subjects. */
  retry: { readonly subjects: readonly number[] };
  /** Say what a search comes to. */
  check: { readonly subject: number; readonly found: FoundOf };
  gate: { readonly ours: FoundOf; readonly theirs: FoundOf };
  /** Explore pairs that nobody has taken. */
  explore: { readonly pairs: readonly Pair[] };
  /** Say what exploring a subject comes to. */
  summary: {
    readonly subject: number;
    readonly results: readonly WorldResult[];
    readonly worlds: number;
  };
  replay: object;
}

/** What comes back. */
export interface OrderAnswers {
  search: readonly SearchPart[];
  exhaust: readonly (readonly InPassing[])[];
  retry: readonly FromCorpus[];
  check: CheckReport;
  gate: GateReport;
  explore: readonly Explored[];
  summary: ExploreReport;
  replay: ReplayReport;
}

/** Name of an order. */
export type OrderKind = keyof Orders;

/** An order on its way to a thread. */
export type Order = {
  [K in OrderKind]: { readonly kind: K; readonly deadline: Deadline } & Orders[K];
}[OrderKind];

/** For work that nobody hurries. */
export const WHENEVER: Deadline = { stopAt: null, giveUpAt: null };
