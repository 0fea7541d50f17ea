import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import { atFenceWaits } from '../fence-wait.ts';
import type { Invariant, Judge } from '../invariant.ts';

const waitForFence: Judge = ({ object, a: interruptible }, { attempt }) =>
  attempt.inHandler && interruptible === 0
    ? `the wait for ${nameOf(object)} cannot be interrupted`
    : undefined;

/** A killed task must get out of a fault, so every wait in it can be ended by a signal. */
const invariant: Invariant = {
  claim:
    'Every wait for a lock or a fence inside the handler can be interrupted by a signal; from v6.4 ' +
    'on populating, too.',
  source: 'domain.md §3.5, §7 G5; the calls of every version in §1.2, §1.4, §1.5; §6 B27',
  nonFatal: true,
  on: {
    ...atFenceWaits(waitForFence),
    dma_resv_lock: ({ object }, { attempt }) =>
      attempt.inHandler ? `the wait for ${nameOf(object)} cannot be interrupted` : undefined,
    ttm_mem_io_lock: ({ object, a: interruptible }, facts) =>
      facts.attempt.inHandler && interruptible === 0 && facts.hasIoMutex(object)
        ? `the wait for the io_reserve lock of ${nameOf(object)} cannot be interrupted`
        : undefined,
    ttm_tt_populate: ({ object, a: interruptible }, { attempt, profile }) =>
      attempt.inHandler && interruptible === 0 && profile.populate === 'interruptible'
        ? `populating ${nameOf(object)} cannot be interrupted`
        : undefined,
  },
};

export default invariant;
