import { __GFP_ZERO } from '../../../impl/kernel/drm-device.ts';
import { EAGAIN, EBUSY, EINTR, ERESTARTSYS } from '../../../impl/kernel/errno.ts';
import { VM_FAULT_OOM, VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
import { OBJECT } from '../memory-map.ts';
import { type Entries, type Entry, interrupted, mustReport } from './entry.ts';

/** What is reserved is the window of the object, or of the placement that is given. */
const reserveIo =
  (argument: 'object' | 'a'): Entry =>
  (event, facts, attempt) => {
    if (event.reply < 0) mustReport(attempt, event, VM_FAULT_SIGBUS);
    const object = facts.object(OBJECT[event[argument] >> 2]!);
    if (event.reply === 0 && object) object.ioReserved = true;
  };

/** What primitives answered that the handler has to pass on. */
export const RESULTS: Entries = {
  ttm_mem_io_reserve_vm: reserveIo('object'),
  ttm_mem_io_reserve: reserveIo('a'),
  ttm_mem_io_free_vm({ object }, facts) {
    const freed = facts.object(object);
    if (freed) freed.ioReserved = false;
  },
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
  // The page of zeroes for a device that is gone cannot be had, or is freed again at once.
  alloc_page(event, _facts, attempt) {
    attempt.pageZeroed = (event.a & __GFP_ZERO) !== 0;
    if (attempt.unplugged && event.reply === 0) mustReport(attempt, event, VM_FAULT_OOM);
  },
  drmm_add_action(event, _facts, attempt) {
    if (attempt.unplugged && event.reply !== 0) mustReport(attempt, event, VM_FAULT_OOM);
  },
};
