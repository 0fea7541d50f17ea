import { faultResultNames, VM_FAULT_ERROR } from '../../../impl/kernel/mm-flags.ts';
import type { Invariant } from '../invariant.ts';

/** Nobody asked for the pages after the faulting one: the access itself can go on. */
const invariant: Invariant = {
  claim: 'Once the faulting page is mapped, an error of a further page is not returned.',
  source: 'domain.md §7 P3; §6 B4, B5; commit 941f2f72dbbe',
  nonFatal: true,
  on: {
    fault_return({ reply }, { attempt }) {
      // In place of a device that is gone the last result is told (domain.md §1.7).
      if (attempt.unplugged) return undefined;
      if (!attempt.faultingPageDone || (reply & VM_FAULT_ERROR) === 0) return undefined;
      return `${faultResultNames(reply)} is returned although page ${attempt.page} of the vma is mapped`;
    },
  },
};

export default invariant;
