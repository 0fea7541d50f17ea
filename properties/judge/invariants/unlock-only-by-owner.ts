import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Invariant, Judge } from '../invariant.ts';

/** For a lock that is one word with one owner. */
const owned: Judge = ({ task, object }, facts) => {
  const owner = facts.owner[object >> 2]!;
  if (!facts.attempt.inHandler || owner === task) return undefined;
  return `${nameOf(object)} is unlocked, but ${owner < 0 ? 'nobody holds it' : 'another task does'}`;
};

/** Unlocking what one does not hold lets two others in at once. */
const invariant: Invariant = {
  claim: 'The handler unlocks only what its own task holds.',
  source: 'domain.md §7 L8, §2.1',
  on: {
    dma_resv_unlock: owned,
    spin_unlock: owned,
    mutex_unlock: owned,
    ttm_mem_io_unlock: (event, facts) =>
      facts.hasIoMutex(event.object) ? owned(event, facts) : undefined,
    up_read: (_event, { attempt }) =>
      attempt.inHandler && attempt.mmapReads === 0
        ? 'the mmap lock is released by a task that does not hold it'
        : undefined,
  },
};

export default invariant;
