import type { FaultEvent } from './alphabet.ts';
import {
  all,
  type Condition,
  ioFree,
  ioHeld,
  mmapDropped,
  mmapFirst,
  mmapHeld,
  never,
  no,
  refHeld,
  refNone,
  resvFree,
  resvHeld,
  retriesMany,
  some,
  usesIoLock,
  waits,
  within,
} from './conditions.ts';

const trapStart = within('progress.outside');
const roundStart = within('progress.outside', 'progress.retried');

/** Sleeping for the reservation: under the mmap lock, or after the drop with an own reference. */
const mayLock = some(
  all(mmapHeld, within('progress.entered', 'progress.contended'), waits, mmapFirst),
  all(mmapDropped, within('progress.contended'), refHeld),
);
/**
 * Sleeping for the fence: under the mmap lock, or after the drop, with an own reference to the
 * object as long as its reservation is held.
 */
const mayWaitFence = some(
  all(mmapHeld, within('progress.reserved', 'progress.notified', 'progress.pending'), waits),
  all(mmapDropped, within('progress.pending'), refHeld),
  all(mmapDropped, within('progress.unreserved')),
);
const mayNotify = within('progress.reserved');
/** The mmap lock (by the vma) or an own reference keeps the object alive. */
const kept = some(mmapHeld, refHeld);
/** A failed try changes nothing, so the next may come at once, or after the drop. */
const mayTry = all(within('progress.entered', 'progress.contended'), kept);
/** Asking changes nothing (domain.md §2.3), but once the page is given up there is no reason to. */
const mayHearSignaled = all(resvHeld, kept, no(within('progress.closing')));
/** What is signaled stays so, and what is mapped was to be asked about before. */
const mayHearPending = all(
  mayHearSignaled,
  within('progress.reserved', 'progress.notified', 'progress.pending', 'progress.waited'),
);
/** An object without a pending move needs no fence event before its io memory is prepared. */
const idle = within('progress.reserved', 'progress.notified', 'progress.settled');
const mayTakeIo = all(idle, usesIoLock);
const mayReserveIo = some(within('progress.ioLocked'), all(idle, no(usesIoLock)));
const mayPopulate = within('progress.ioReserved');
const mayInsert = all(
  within('progress.ioReserved', 'progress.populated', 'progress.prefaulting'),
  all(resvHeld, mmapHeld, some(ioHeld, no(usesIoLock))),
);
/** A pending fence is waited for, unless the caller forbade waiting; for RETRY even afterwards. */
const fenceDealtWith = some(
  no(within('progress.pending')),
  within('outcome.retryNowait', 'outcome.retryDropped'),
);
const mayUnlock = all(resvHeld, kept, fenceDealtWith);
/** The last put must not come under the reservation; under the mmap lock none is the last. */
const mayPut = all(refHeld, ioFree, some(resvFree, mmapHeld));
/** After the drop there is nothing left that could keep the object alive for a new reference. */
const mayGet = all(
  mmapHeld,
  refNone,
  no(within('progress.leaving', 'progress.retried', 'progress.returned')),
);

/** Nothing is held but perhaps the mmap lock, and nothing is left to do: the handler may answer. */
const mayReturn = all(within('progress.contended', 'progress.leaving'), resvFree, ioFree, refNone);
const mayAnswer = (...outcomes: readonly string[]): Condition =>
  all(mayReturn, mmapHeld, within(...outcomes.map((outcome) => `outcome.${outcome}`)));
const mayRetry = all(
  mayReturn,
  some(
    all(mmapDropped, within('outcome.retryDropped')),
    all(mmapHeld, within('outcome.retryNowait')),
  ),
);

/**
 * When each event is legal.
 *
 * Every transition of every region on an event is guarded by the event's law, so an event is taken
 * by all regions that it concerns or by none, and `snapshot.can(event)` is exact.
 */
export const laws: Readonly<Record<FaultEvent, Condition>> = {
  fault_enter_plain: trapStart,
  fault_enter_retry: trapStart,
  fault_enter_nowait: trapStart,
  fault_enter_tried: roundStart,
  fault_enter_retry_tried: all(roundStart, retriesMany),
  fault_enter_nowait_tried: all(roundStart, retriesMany),
  resv_trylock_ok: mayTry,
  resv_trylock_fail: mayTry,
  resv_lock_ok: mayLock,
  resv_lock_interrupted: mayLock,
  resv_unlock: mayUnlock,
  bo_get: mayGet,
  bo_put: mayPut,
  mmap_read_unlock: all(mmapHeld, refHeld, ioFree, within('outcome.retryDropped')),
  notify_ok: mayNotify,
  notify_again: mayNotify,
  notify_error: mayNotify,
  lru_move: resvHeld,
  fence_signaled: mayHearSignaled,
  fence_pending: mayHearPending,
  fence_wait_ok: mayWaitFence,
  fence_wait_interrupted: mayWaitFence,
  fence_wait_error: mayWaitFence,
  io_lock_ok: mayTakeIo,
  io_lock_interrupted: mayTakeIo,
  io_unlock: ioHeld,
  io_reserve_ok: mayReserveIo,
  io_reserve_error: mayReserveIo,
  populate_ok: mayPopulate,
  populate_interrupted: mayPopulate,
  populate_error: mayPopulate,
  insert_ok: mayInsert,
  insert_sigbus: mayInsert,
  insert_oom: mayInsert,
  return_zero: never,
  return_nopage: mayAnswer('nopage', 'mapped'),
  return_sigbus: all(mayAnswer('open', 'sigbus', 'oomOrSigbus'), within('progress.leaving')),
  return_oom: mayAnswer('oom', 'oomOrSigbus'),
  return_retry: mayRetry,
  return_other: never,
  trap_end: within('progress.returned', 'progress.retried'),
};
