import type { Profile } from '../../impl/kernel/profile.ts';
import type { ProfileOrigin } from '../../impl/subject.ts';
import type { Certificate } from './certificate.ts';
import type { Coverage } from './coverage.ts';
import type { Finding } from './finding.ts';

/** Name of the schema of what `check` answers. */
export const CHECK_SCHEMA = 'faultline.check/1';

/** The answer of `check` for one subject. */
export interface CheckReport {
  readonly schema: typeof CHECK_SCHEMA;
  readonly subject: string;
  readonly profile: Profile;
  readonly profileFrom: ProfileOrigin;
  readonly seed: number;
  /** Runs that were judged. */
  readonly runs: number;
  /** Wall-clock time, or null where the caller wants the same bytes every time. */
  readonly seconds: number | null;
  readonly strategy: string;
  /** Name of the litmus world, or null when worlds were generated. */
  readonly world: string | null;
  /** The check was stopped before it had done all its runs. */
  readonly interrupted: boolean;
  readonly coverage: Coverage;
  readonly violations: readonly Finding[];
  readonly certificate: Certificate;
}
