import type { Finding } from './finding.ts';

/** Name of the schema of what `replay` answers. */
export const REPLAY_SCHEMA = 'faultline.replay/1';

/** The answer of `replay`. */
export interface ReplayReport {
  readonly schema: typeof REPLAY_SCHEMA;
  readonly subject: string;
  /**
   * `reproduced`: same trace and same law broken; `held`: the run exists, the law is kept. By
   * meaning the law is enough for the first, and `diverged` says that the path no longer exists.
   */
  readonly verdict: 'reproduced' | 'held' | 'changed' | 'diverged';
  /** For `diverged` and `changed`: the first difference, what the file has and what came. */
  readonly difference: Divergence | null;
  readonly finding: Finding | null;
  /**
   * Not there where the schedule fits step by step; else where it does not, and what it means was
   * followed instead.
   */
  readonly byMeaning?: { readonly diverged: Divergence };
}

/** A place at which a run is another one than it was to be. */
export interface Divergence {
  readonly step: number;
  readonly expected: string;
  readonly found: string;
}
