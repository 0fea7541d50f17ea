import type { Profile } from '../../impl/kernel/profile.ts';
import type { Finding } from './finding.ts';

/** Name of the schema of this document. */
export const COUNTEREXAMPLE_SCHEMA = 'faultline.counterexample/1';

/** A finding as a file that replays. */
export interface Counterexample {
  readonly schema: typeof COUNTEREXAMPLE_SCHEMA;
  readonly subject: string;
  readonly profile: Profile;
  readonly finding: Finding;
}
