import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Invariant } from '../invariant.ts';

/** The list is that of all objects of the device, whose reservations are others. */
const invariant: Invariant = {
  claim: 'An object is moved on its LRU list only with the LRU spinlock held.',
  source: 'domain.md §1.5 step 3, §8',
  nonFatal: true,
  on: {
    ttm_bo_move_to_lru_tail({ object }, { attempt }) {
      if (!attempt.inHandler || attempt.spinlocks > 0) return undefined;
      return `${nameOf(object)} is moved on its LRU list without the LRU spinlock`;
    },
  },
};

export default invariant;
