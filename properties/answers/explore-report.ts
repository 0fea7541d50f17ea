import type { Profile } from '../../impl/kernel/profile.ts';
import type { ProfileOrigin } from '../../impl/subject.ts';
import type { Certificate } from './certificate.ts';
import type { Finding } from './finding.ts';
import type { Restarts } from './restart-bounds.ts';

/** Name of the schema of this document. */
export const EXPLORE_SCHEMA = 'faultline.explore/1';

/** The answer of `explore` for one subject. */
export interface ExploreReport {
  readonly schema: typeof EXPLORE_SCHEMA;
  readonly subject: string;
  readonly profile: Profile;
  readonly profileFrom: ProfileOrigin;
  /** The most preemptions of a run that was visited, or null for any number. */
  readonly preemptions: number | null;
  readonly seconds: number | null;
  readonly interrupted: boolean;
  readonly worlds: readonly ExploredWorld[];
  /** Each broken law once, in the run with the fewest preemptions over all worlds. */
  readonly violations: readonly Finding[];
  readonly certificate: Certificate;
}

/** What came of exploring one world. */
export interface ExploredWorld {
  readonly world: string;
  /** Names of its tasks, those that no run waits for included. */
  readonly tasks: readonly string[];
  /** Every interleaving was visited: no run of this world breaks another law. */
  readonly exhausted: boolean;
  /** An estimate of how much of the whole was visited, 0 to 1. */
  readonly share: number;
  /** An estimate of the steps of the whole, where it was not exhausted and took long enough. */
  readonly estimate?: number;
  /** Runs that came to their end. */
  readonly executions: number;
  readonly states: number;
  readonly transitions: number;
  /** Paths left because the state had been explored, or since another order stands for them. */
  readonly merged: number;
  readonly asleep: number;
  /** Paths left where a broken law leaves nothing to conclude. */
  readonly cut: number;
  /** Steps of the longest run. */
  readonly deepest: number;
  /** How runs ended. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Laws that are broken, with the fewest preemptions that do it, if that was proven. */
  readonly broken: readonly {
    readonly invariant: string;
    readonly preemptions: number;
    readonly fewest: boolean;
  }[];
  readonly restarts?: Restarts;
}
