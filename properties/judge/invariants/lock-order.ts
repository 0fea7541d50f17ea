import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Event, LawFacts } from '../facts.ts';
import type { Invariant, Judge } from '../invariant.ts';

/** The lock held already that this task must not wait under for a reservation, in words. */
function aboveReservation({ task }: Event, facts: LawFacts): string | undefined {
  const io = facts.ioMutexOf(task);
  if (io !== 0) return `the io_reserve lock of ${nameOf(io)}`;
  if (facts.profile.lockOrder === 'mmap-last' && facts.attempt.mmapReads > 0) {
    return 'the mmap lock';
  }
  return undefined;
}

const reservation: Judge = (event, facts) => {
  const { task, object, a: ctx } = event;
  if (!facts.attempt.inHandler) return undefined;
  // With an acquire context, locking twice is answered with -EALREADY.
  if (ctx === 0 && facts.owner[object >> 2] === task) {
    return `${nameOf(object)} is locked by the task that holds it already`;
  }
  const held = aboveReservation(event, facts);
  return held === undefined ? undefined : `${nameOf(object)} is waited for while ${held} is held`;
};

/** `wu_mutex` is what one takes before waiting for the reservation: the same order binds it. */
const beforeReservation: Judge = (event, facts) => {
  const { task, object } = event;
  const { inHandler, bo } = facts.attempt;
  if (!inHandler) return undefined;
  const held = facts.holdsReservation(task, bo)
    ? nameOf(facts.reservationOf(bo))
    : aboveReservation(event, facts);
  return held === undefined ? undefined : `${nameOf(object)} is taken while ${held} is held`;
};

const ioMutex: Judge = ({ task, object }, facts) => {
  const held = facts.attempt.inHandler ? facts.ioMutexOf(task) : 0;
  if (held === 0 || !facts.hasIoMutex(object)) return undefined;
  return `the io_reserve lock of ${nameOf(object)} is taken while that of ${nameOf(held)} is held`;
};

/** The last reference takes the io_reserve lock to let go of io memory (domain.md §2.4). */
const lastReference: Judge = ({ task, object }, facts) => {
  const held = facts.attempt.inHandler ? facts.ioMutexOf(task) : 0;
  if (held === 0) return undefined;
  return `${nameOf(object)} may be released while the io_reserve lock of ${nameOf(held)} is held`;
};

const mmapLock: Judge = ({ task }, facts) => {
  const { inHandler, bo, mmapReads } = facts.attempt;
  if (!inHandler) return undefined;
  if (mmapReads > 0) return 'the mmap lock is taken by a task that holds it already';
  if (!facts.holdsReservation(task, bo)) return undefined;
  return `the mmap lock is taken while ${nameOf(facts.reservationOf(bo))} is held`;
};

/** A fault in the user's memory takes the mmap lock, which the handler has, and may want `bo`. */
const userCopy: Judge = ({ task }, facts) => {
  const { inHandler, bo, mmapReads } = facts.attempt;
  if (!inHandler) return undefined;
  const copied = "the user's memory is copied, which may fault,";
  if (facts.holdsReservation(task, bo)) {
    return `${copied} while ${nameOf(facts.reservationOf(bo))} is held`;
  }
  return mmapReads > 0 ? `${copied} while the mmap lock is held` : undefined;
};

/** A lock may be waited for only while all that are held come before it in the kernel's order. */
const invariant: Invariant = {
  claim:
    'Locks are waited for in the order of the profile: mmap lock, reservation, io_reserve lock, ' +
    'or the mmap lock last.',
  source: 'domain.md §7 L5, L6, L8, §2.4; kernel commits b2a8116e2592, fedf7a441fe8, 7dd1b884f777',
  on: {
    dma_resv_lock: reservation,
    dma_resv_lock_interruptible: reservation,
    mutex_lock_interruptible: beforeReservation,
    ttm_mem_io_lock: ioMutex,
    ttm_bo_put: lastReference,
    down_read: mmapLock,
    copy_user: userCopy,
  },
};

export default invariant;
