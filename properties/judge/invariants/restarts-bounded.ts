import { VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import type { Invariant } from '../invariant.ts';

/** Each retry gives the reservation to somebody else; the second attempt has to settle it. */
const invariant: Invariant = {
  claim: 'The mmap lock is dropped for a retry at most once in one trap.',
  source: 'domain.md §7 G1, §3.3; broken by a helper of before v5.7 on a later core, §6 B12',
  nonFatal: true,
  on: {
    fault_return({ reply }, { attempt }) {
      if ((reply & VM_FAULT_RETRY) === 0 || attempt.mmapReleased === 0) return undefined;
      if (attempt.retries === 0) return undefined;
      return `VM_FAULT_RETRY with the mmap lock dropped, time ${attempt.retries + 1} in one trap`;
    },
  },
};

export default invariant;
