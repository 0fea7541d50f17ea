import { FAULT_FLAG_ALLOW_RETRY, FAULT_FLAG_TRIED } from './mm-flags.ts';

/** Tests of `vmf->flags` (domain.md §3.1, §3.3). */

/** A fault may be retried: what helpers up to v5.6 test. */
export const allow_retry = (flags: number): boolean => (flags & FAULT_FLAG_ALLOW_RETRY) !== 0;

/** A fault may be retried and this is its first round: v5.7 and later, where retries never end. */
export const fault_flag_allow_retry_first = (flags: number): boolean =>
  allow_retry(flags) && (flags & FAULT_FLAG_TRIED) === 0;
