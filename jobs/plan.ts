import type { Found, Opened } from './job.ts';
import type { Pool } from './pool.ts';
import { NO_WORK, type Shard, type Work } from './work.ts';

/** Which part of a job is to be done. */
export interface Plan {
  /** Only this part, and no reports, since those need the other parts; null for all of it. */
  readonly shard: Shard | null;
  /** What was done before. */
  readonly known: Work;
  /** Only reports of what was done before. */
  readonly reportsOnly: boolean;
  /** The subjects with which it was done, or null. */
  readonly subjects: readonly Found[] | null;
}

/** The whole of a job, from the beginning. */
export const WHOLE: Plan = {
  shard: null,
  known: NO_WORK,
  reportsOnly: false,
  subjects: null,
};

/** What it takes to see a job through. */
export interface Conduct<R> {
  readonly pool: Pool;
  readonly plan: Plan;
  readonly opened: Opened;
  /** Told what was done so far, each time anew, and whether that is all there is to do. */
  did(work: Work, isAll: boolean): void;
  answer(report: R, seconds: number): void;
}
