import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import { atFenceWaits } from '../fence-wait.ts';
import type { Invariant, WaitJudge } from '../invariant.ts';

const wait: WaitJudge = ({ object }, facts) => {
  const { attempt } = facts;
  if (!attempt.inHandler || attempt.mmapReads === 0) return undefined;
  if (!facts.mayDropMmapLock(attempt)) return undefined;
  return `waited for ${nameOf(object)} with the mmap lock held, although a retry is allowed`;
};

/**
 * What the retry branches are for: who wants to write the address space does not wait for a GPU.
 */
const invariant: Invariant = {
  claim:
    'Where a retry is allowed, nobody waits for a reservation or a fence with the mmap lock held.',
  source: 'domain.md §7 G4, §1.2 row 4, §1.4 row 2',
  nonFatal: true,
  onWait: {
    dma_resv_lock: wait,
    dma_resv_lock_interruptible: wait,
    mutex_lock_interruptible: wait,
    ...atFenceWaits(wait),
  },
};

export default invariant;
