import { VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import type { Attempt } from '../attempt.ts';
import type { Invariant } from '../invariant.ts';

/** What was in the way when it was last asked, and is not waited for. */
function inTheWay({ contended, resvTaken, movePending }: Readonly<Attempt>): string | undefined {
  if (movePending) return 'the move that is pending';
  return contended && resvTaken === 0 ? 'the holder of the reservation' : undefined;
}

/**
 * The next round may not retry: it meets the same obstacle, and sleeps with the mmap lock held, or
 * gives up at once.
 */
const invariant: Invariant = {
  claim:
    'Who drops the mmap lock for VM_FAULT_RETRY waits for what was in the way before it returns.',
  source: 'domain.md §7 G4; §1.2 row 4, §1.4 row 2',
  nonFatal: true,
  on: {
    fault_return({ reply }, { attempt }) {
      if ((reply & VM_FAULT_RETRY) === 0 || attempt.mmapReleased === 0) return undefined;
      if (attempt.waitTried) return undefined;
      const obstacle = inTheWay(attempt);
      return (
        obstacle && `VM_FAULT_RETRY with the mmap lock dropped, but ${obstacle} is not waited for`
      );
    },
  },
};

export default invariant;
