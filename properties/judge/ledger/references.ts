import { VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
import type { Attempt } from '../attempt.ts';
import type { Event, Facts } from '../facts.ts';
import { atFenceWaits, endOfWait } from '../fence-wait.ts';
import {
  type Entries,
  type Entry,
  fenceIndex,
  interrupted,
  mustReport,
  noteWait,
} from './entry.ts';

const waitForMove: Entry = (event, _facts, attempt) => {
  if (!attempt.inHandler) return;
  noteWait(event, attempt);
  attempt.waitTried = true;
  // Without the mmap lock the fault is retried whatever the wait said (domain.md §1.2 row 4).
  const end = endOfWait(event);
  if (end === 'signaled') attempt.movePending = false;
  if (end === 'signaled') noteSignaled(event, attempt);
  else if (attempt.mmapReads === 0) return;
  else if (end === 'interrupted') interrupted(attempt);
  // Time that ran out is no failure of the object: to come again is as right as to give up.
  else if (end === 'time-ran-out') runOutOfTime(attempt);
  else mustReport(attempt, event, VM_FAULT_SIGBUS);
};

function runOutOfTime(attempt: Attempt): void {
  attempt.again = true;
  attempt.timeRanOut = true;
}

/** Only of a fence that is waited for by itself. */
function noteSignaled({ object }: Event, attempt: Attempt): void {
  const fence = fenceIndex(object);
  if (fence >= 0) attempt.fenceWaited[fence] = 1;
}

function beginVmCall({ object }: Event, _facts: Facts, attempt: Attempt): void {
  attempt.vmCallBo = object;
  attempt.vmCallRefs = 0;
}
function endVmCall(_event: Event, _facts: Facts, attempt: Attempt): void {
  attempt.vmCallBo = 0;
}

const askForMove: Entry = ({ reply }, _facts, attempt) => {
  if (attempt.inHandler) attempt.movePending = reply === 0;
};

/** References to objects and fences, device sections, and what became of fences. */
export const REFERENCES: Entries = {
  vm_open: beginVmCall,
  vm_opened: endVmCall,
  vm_close: beginVmCall,
  vm_closed: endVmCall,
  ttm_bo_get({ object }, _facts, attempt) {
    if (attempt.inHandler && object === attempt.bo) attempt.boGets += 1;
    if (object === attempt.vmCallBo) attempt.vmCallRefs += 1;
  },
  ttm_bo_get_unless_zero({ object, reply }, _facts, attempt) {
    if (attempt.inHandler && object === attempt.bo) attempt.boGets += reply;
  },
  ttm_bo_put({ object }, _facts, attempt) {
    if (attempt.inHandler && object === attempt.bo) attempt.boPuts += 1;
    if (object === attempt.vmCallBo) attempt.vmCallRefs -= 1;
  },
  drm_dev_enter({ reply }, _facts, attempt) {
    attempt.deviceSections += reply;
    if (reply === 0) attempt.unplugged = true;
    else attempt.present = true;
  },
  drm_dev_exit(_event, _facts, attempt) {
    attempt.deviceSections -= 1;
  },

  dma_fence_get({ object }, _facts, attempt) {
    if (attempt.inHandler && object !== 0) attempt.fenceRefs[fenceIndex(object)]! += 1;
  },
  dma_fence_put({ object }, _facts, attempt) {
    if (attempt.inHandler && object !== 0) attempt.fenceRefs[fenceIndex(object)]! -= 1;
  },
  ...atFenceWaits(waitForMove),
  dma_fence_is_signaled: askForMove,
  dma_resv_test_signaled: askForMove,
  fence_signaled({ object }, facts) {
    facts.fenceSignaled[fenceIndex(object)] = 1;
  },
};
