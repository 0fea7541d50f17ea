import { faultFlagNames, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import type { Invariant } from '../invariant.ts';

/** A caller that did not allow a retry goes on as if the mmap lock were held and the page there. */
const invariant: Invariant = {
  claim:
    'VM_FAULT_RETRY is returned only where the flags allow it; since v5.7 only the first time.',
  source: 'domain.md §7 V2, §3.3',
  on: {
    fault_return({ reply }, facts) {
      const { attempt } = facts;
      if ((reply & VM_FAULT_RETRY) === 0 || facts.mayRetry(attempt)) return undefined;
      return `VM_FAULT_RETRY was returned, but the flags are ${faultFlagNames(attempt.flags)}`;
    },
  },
};

export default invariant;
