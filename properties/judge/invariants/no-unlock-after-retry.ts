import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import { FAULT_FLAG_RETRY_NOWAIT } from '../../../impl/kernel/mm-flags.ts';
import type { Attempt } from '../attempt.ts';
import type { Invariant } from '../invariant.ts';

/** Why the reservation is no longer the handler's to give back, or undefined if it may be. */
function givenUp(attempt: Readonly<Attempt>): string | undefined {
  if ((attempt.flags & FAULT_FLAG_RETRY_NOWAIT) !== 0) return undefined;
  if (attempt.toldToRetry) return 'after a helper returned VM_FAULT_RETRY without RETRY_NOWAIT';
  if (attempt.mmapReleased > 0 && attempt.resvReleased >= attempt.resvTaken) {
    return 'after the mmap lock was dropped and the reservation given back for a retry';
  }
  return undefined;
}

/** The owner's second law: with VM_FAULT_RETRY the lock is gone, and the object may be, too. */
const invariant: Invariant = {
  claim: 'The reservation is never unlocked after VM_FAULT_RETRY without RETRY_NOWAIT.',
  source: "domain.md §1.7 and §7 L1, U3; the owner's own law",
  on: {
    dma_resv_unlock({ object }, facts) {
      const { attempt } = facts;
      if (!attempt.inHandler || object !== facts.reservationOf(attempt.bo)) return undefined;
      const why = givenUp(attempt);
      return why === undefined ? undefined : `${nameOf(object)} is unlocked ${why}`;
    },
  },
};

export default invariant;
