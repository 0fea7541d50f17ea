import { LAYOUT, nameOf } from '../../../impl/kernel/memory/layout.ts';
import { ttm_buffer_object } from '../../../impl/kernel/memory/structs.ts';
import type { Invariant } from '../invariant.ts';

/** `moving` is how everybody else learns that the data is in transit. */
const invariant: Invariant = {
  claim: '`moving` is cleared only when its fence is signaled or was waited for successfully.',
  source: 'domain.md §7 F2; §1.2 rows 2, 4 and 5a',
  on: {
    write({ object: address, a: value, b: old }, { attempt, fenceSignaled }) {
      const isMoving = LAYOUT.objects.includes(address - ttm_buffer_object.offsets.moving);
      if (!isMoving || value !== 0) return undefined;
      const fence = LAYOUT.fences.indexOf(old);
      if (fence < 0 || fenceSignaled[fence] !== 0 || attempt.fenceWaited[fence] !== 0) {
        return undefined;
      }
      return `moving is cleared although ${nameOf(old)} is not signaled and was not waited for`;
    },
  },
};

export default invariant;
