import { FAULT_FLAG_ALLOW_RETRY } from '../../../impl/kernel/mm-flags.ts';
import type { Attempt } from '../attempt.ts';
import type { Event, Facts } from '../facts.ts';
import { type Entries, type Entry, interrupted, noteWait } from './entry.ts';

const isOwnReservation = (object: number, facts: Facts, attempt: Attempt): boolean =>
  attempt.inHandler && facts.object(attempt.bo)?.resv === object;

function takeReservation({ task, object }: Event, facts: Facts, attempt: Attempt): void {
  facts.owner[object >> 2] = task;
  if (!isOwnReservation(object, facts, attempt)) return;
  attempt.resvTaken += 1;
  if (attempt.mmapReleased === 0) attempt.resvToMap = true;
}

const lockReservation: Entry = (event, facts, attempt) => {
  if (attempt.inHandler) attempt.waitTried = true;
  noteWait(event, attempt);
  if (event.reply === 0) takeReservation(event, facts, attempt);
  else if (attempt.inHandler && attempt.mmapReads > 0) interrupted(attempt);
};

/** Who holds which lock, and what the handler did with its own. */
export const LOCKS: Entries = {
  dma_resv_trylock(event, facts, attempt) {
    if (event.reply === 1) {
      takeReservation(event, facts, attempt);
      return;
    }
    if (isOwnReservation(event.object, facts, attempt)) {
      attempt.contended = true;
      if (facts.owner[event.object >> 2] !== event.task) attempt.resvToMap = false;
    }
    if (attempt.inHandler && (attempt.flags & FAULT_FLAG_ALLOW_RETRY) === 0) attempt.busy = true;
  },
  dma_resv_lock: lockReservation,
  dma_resv_lock_interruptible: lockReservation,
  dma_resv_unlock({ object }, facts, attempt) {
    facts.owner[object >> 2] = -1;
    if (attempt.inHandler && facts.object(attempt.bo)?.resv === object) attempt.resvReleased += 1;
  },

  down_read(_event, _facts, attempt) {
    attempt.mmapReads += 1;
  },
  up_read(_event, _facts, attempt) {
    attempt.mmapReads -= 1;
    if (attempt.inHandler) attempt.mmapReleased += 1;
  },
  down_write({ task }, facts) {
    facts.writer = task;
  },
  up_write(_event, facts) {
    facts.writer = -1;
  },
  downgrade_write(_event, facts, attempt) {
    facts.writer = -1;
    attempt.mmapReads += 1;
  },

  spin_lock({ task, object }, facts, attempt) {
    facts.owner[object >> 2] = task;
    attempt.spinlocks += 1;
  },
  spin_unlock({ object }, facts, attempt) {
    facts.owner[object >> 2] = -1;
    attempt.spinlocks -= 1;
  },
  mutex_lock_interruptible(event, facts, attempt) {
    const { task, object, reply } = event;
    noteWait(event, attempt);
    if (attempt.inHandler) attempt.waitTried = true;
    if (reply === 0) facts.owner[object >> 2] = task;
  },
  mutex_unlock({ object }, facts) {
    facts.owner[object >> 2] = -1;
  },

  ttm_mem_io_lock(event, facts, attempt) {
    const { task, object, reply } = event;
    noteWait(event, attempt);
    if (reply !== 0) {
      interrupted(attempt);
      return;
    }
    if (facts.hasIoMutex(object)) facts.owner[object >> 2] = task;
    attempt.ioManager = object;
  },
  ttm_mem_io_unlock({ object }, facts, attempt) {
    if (facts.hasIoMutex(object)) facts.owner[object >> 2] = -1;
    if (attempt.ioManager === object) attempt.ioManager = 0;
  },
};
