import type { Profile } from '../../impl/kernel/profile.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { ProfileOrigin } from '../../impl/subject.ts';
import type { Schedule } from '../../scheduler/schedule.ts';
import type { Certificate } from './certificate.ts';
import type { Coverage } from './coverage.ts';
import type { Finding } from './finding.ts';
import type { Refinement } from './refinement.ts';

/** Name of the schema of this document. */
export const GATE_SCHEMA = 'faultline.gate/1';

/** The answer of `gate`. */
export interface GateReport {
  readonly schema: typeof GATE_SCHEMA;
  readonly candidate: string;
  readonly baseline: string;
  readonly profiles: { readonly candidate: Profile; readonly baseline: Profile };
  readonly profilesFrom: { readonly candidate: ProfileOrigin; readonly baseline: ProfileOrigin };
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number | null;
  readonly interrupted: boolean;
  readonly safe: boolean;
  /** Laws that the candidate breaks and the baseline keeps. */
  readonly regressions: readonly Finding[];
  /** Regressions that the project accepts, and entries without any; not there without a file. */
  readonly accepted?: readonly Finding[];
  readonly stale?: readonly Stale[];
  /** Laws that both break. */
  readonly inherited: readonly Finding[];
  /** Laws that the baseline breaks and the candidate keeps; the runs are the baseline's. */
  readonly fixed: readonly Finding[];
  readonly changes: readonly Change[];
  readonly refinement?: Refinement;
  readonly coverage: Coverage;
  readonly certificate: Certificate;
  /** What one has to know of how the candidate came about; not there for nothing. */
  readonly notes?: readonly string[];
}

/** Behaviour that one side showed and the other did not in the same runs. */
export interface Change {
  readonly behaviour: string;
  readonly only: 'candidate' | 'baseline';
  readonly witness: { readonly world: World; readonly schedule: Schedule };
  /** Why the project accepts it, if it does. */
  readonly accepted?: string;
}

/** What a project accepts, and the gate has not seen. */
export interface Stale {
  /** Of the law, or the behaviour. */
  readonly name: string;
  readonly reason: string;
  /** What became of it. */
  readonly why: string;
}
