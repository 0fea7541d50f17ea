import { ERESTARTSYS } from '../../../impl/kernel/errno.ts';
import { VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
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
  // Without the mmap lock the fault is retried whatever the wait said (domain.md §1.2 row 4).
  if (event.reply === 0 || attempt.mmapReads === 0) return;
  if (event.reply === -ERESTARTSYS) interrupted(attempt);
  else mustReport(attempt, event, VM_FAULT_SIGBUS);
};

/** References to objects and fences, device sections, and what became of fences. */
export const REFERENCES: Entries = {
  ttm_bo_get({ object }, _facts, attempt) {
    if (attempt.inHandler && object === attempt.bo) attempt.boGets += 1;
  },
  ttm_bo_get_unless_zero({ object, reply }, _facts, attempt) {
    if (attempt.inHandler && object === attempt.bo) attempt.boGets += reply;
  },
  ttm_bo_put({ object }, _facts, attempt) {
    if (attempt.inHandler && object === attempt.bo) attempt.boPuts += 1;
  },
  drm_dev_enter({ reply }, _facts, attempt) {
    attempt.deviceSections += reply;
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
  dma_fence_wait(event, facts, attempt) {
    if (event.reply === 0) attempt.fenceWaited[fenceIndex(event.object)] = 1;
    waitForMove(event, facts, attempt);
  },
  dma_resv_wait_timeout: waitForMove,
  fence_signaled({ object }, facts) {
    facts.fenceSignaled[fenceIndex(object)] = 1;
  },
};
