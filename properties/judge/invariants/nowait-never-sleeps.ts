import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  VM_FAULT_RETRY,
} from '../../../impl/kernel/mm-flags.ts';
import type { Invariant } from '../invariant.ts';

const NOWAIT = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_RETRY_NOWAIT;

/** Who says RETRY_NOWAIT wants to hear at once that it would take longer, with its lock intact. */
const invariant: Invariant = {
  claim: 'With RETRY_NOWAIT, VM_FAULT_RETRY means: nothing was waited for, the mmap lock was kept.',
  source: 'domain.md §7 V4, §1.2 row 3, §1.4 row 3',
  on: {
    fault_return({ reply }, { attempt }) {
      if ((attempt.flags & NOWAIT) !== NOWAIT || (reply & VM_FAULT_RETRY) === 0) return undefined;
      if (attempt.waits > 0) return `VM_FAULT_RETRY after ${attempt.waits} waits with RETRY_NOWAIT`;
      if (attempt.mmapReleased === 0) return undefined;
      return 'VM_FAULT_RETRY after the mmap lock was dropped with RETRY_NOWAIT';
    },
  },
};

export default invariant;
