import {
  FAULT_FLAG_RETRY_NOWAIT,
  faultResultNames,
  VM_FAULT_RETRY,
} from '../../../impl/kernel/mm-flags.ts';
import type { Invariant } from '../invariant.ts';

/** The core unlocks unless it sees the VM_FAULT_RETRY bit: here the bit counts, not equality. */
const invariant: Invariant = {
  claim:
    'The mmap lock is released at most once, and on return exactly if VM_FAULT_RETRY is said ' +
    'without RETRY_NOWAIT.',
  source: 'domain.md §7 L2; include/linux/mm.h; filemap commit 8b0f9fa2e02d (NOWAIT); §6 B15',
  on: {
    up_read(_event, { attempt }) {
      if (!attempt.inHandler || attempt.mmapReleased === 0) return undefined;
      return 'the handler releases the mmap lock a second time';
    },
    fault_return({ reply }, { attempt }) {
      const nowait = (attempt.flags & FAULT_FLAG_RETRY_NOWAIT) !== 0;
      const released = (reply & VM_FAULT_RETRY) !== 0 && !nowait;
      if (attempt.mmapReads > 0 !== released) return undefined;
      const said = `the handler returned ${faultResultNames(reply)}${nowait ? ' (RETRY_NOWAIT)' : ''}`;
      return `${said}, but the mmap lock is ${released ? 'still held' : 'not held any more'}`;
    },
  },
};

export default invariant;
