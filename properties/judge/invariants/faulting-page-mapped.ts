import { VM_FAULT_ERROR, VM_FAULT_NOPAGE, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import { type Attempt, isMkwrite } from '../attempt.ts';
import type { Invariant } from '../invariant.ts';

/** The fault may be taken again later: it was interrupted, or what it needs was busy. */
const mayComeAgain = (attempt: Readonly<Attempt>): boolean =>
  attempt.again || attempt.busy || (attempt.contended && attempt.resvTaken === 0);

/** NOPAGE means that there is nothing left to do; where it is a lie, the fault repeats for ever. */
const invariant: Invariant = {
  claim:
    'VM_FAULT_NOPAGE means that the faulting page is mapped, unless the reservation was busy or ' +
    'the handler was interrupted; 0 is never returned.',
  source: 'domain.md §7 P2, P5; §3.3; §6 B5',
  on: {
    fault_return({ reply }, { attempt }) {
      if (isMkwrite(attempt)) return undefined;
      // The core looks for a page in `vmf->page`, where these handlers leave NULL.
      if (reply === 0) return 'the handler returns 0, which promises a page in vmf->page';
      if ((reply & VM_FAULT_NOPAGE) === 0) return undefined;
      if ((reply & (VM_FAULT_ERROR | VM_FAULT_RETRY)) !== 0) return undefined;
      // Asked for no page at all, the helper has mapped what it was asked for (§6 B6).
      if (attempt.faultingPageDone || attempt.numPrefault === 0) return undefined;
      if (mayComeAgain(attempt)) return undefined;
      return `VM_FAULT_NOPAGE, but page ${attempt.page} of the vma was not mapped`;
    },
  },
};

export default invariant;
