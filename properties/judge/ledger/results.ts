import { EAGAIN, EBUSY, EINTR, ERESTARTSYS } from '../../../impl/kernel/errno.ts';
import { VM_FAULT_OOM, VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
import { type Entries, type Entry, interrupted, mustReport } from './entry.ts';

const reserveIo: Entry = (event, _facts, attempt) => {
  if (event.reply < 0) mustReport(attempt, event, VM_FAULT_SIGBUS);
};

/** What primitives answered that the handler has to pass on. */
export const RESULTS: Entries = {
  ttm_mem_io_reserve_vm: reserveIo,
  ttm_mem_io_reserve: reserveIo,
  fault_reserve_notify(event, _facts, attempt) {
    if (event.reply === 0) return;
    if (event.reply === -ERESTARTSYS) interrupted(attempt);
    else if (event.reply === -EBUSY) attempt.again = true;
    else mustReport(attempt, event, VM_FAULT_SIGBUS);
  },
  ttm_tt_populate(event, _facts, attempt) {
    if (event.reply === 0) return;
    const again: readonly number[] = [-EINTR, -ERESTARTSYS, -EAGAIN];
    if (again.includes(event.reply)) interrupted(attempt);
    else mustReport(attempt, event, VM_FAULT_OOM | VM_FAULT_SIGBUS);
  },
};
