import '../impl/kernel/index.ts';
import { EAGAIN, EBUSY, EINTR, ERESTARTSYS } from '../impl/kernel/errno.ts';
import { LAYOUT } from '../impl/kernel/layout.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  PAGE_SHIFT,
  VM_FAULT_ERROR,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../impl/kernel/mm-flags.ts';
import { PAGES_MAX, ttm_buffer_object } from '../impl/kernel/structs.ts';
import { eventKinds } from '../scheduler/event.ts';
import type { Attempt, Event, Facts } from './facts.ts';
import { OBJECT, TABLE_PAGE } from './memory-map.ts';

/**
 * The only writer of the facts: takes in one event after the other.
 *
 * A table by event code, so that an event costs one call; events that tell nothing cost a look-up.
 */
export function takeIn(event: Event, facts: Facts): void {
  // Marks are made by whoever acts, so the task of any event will do.
  if (event.task >= 0 && event.task !== facts.actingTask) {
    facts.actingTask = event.task;
    facts.actingSince = event.step;
  }
  const entry = table()[event.code];
  if (entry) entry(event, facts, facts.attempts[event.task < 0 ? 0 : event.task]!);
}

type Entry = (event: Event, facts: Facts, attempt: Attempt) => void;

let entriesByCode: (Entry | undefined)[] = [];

/** Kinds are registered when their modules load; the table follows. */
function table(): readonly (Entry | undefined)[] {
  const kinds = eventKinds();
  if (entriesByCode.length !== kinds.length) entriesByCode = kinds.map(({ name }) => ENTRIES[name]);
  return entriesByCode;
}

const fenceIndex = (address: number): number => LAYOUT.fences.indexOf(address);
const vmaIndex = (address: number): number => LAYOUT.vmas.indexOf(address);

const isOwnReservation = (object: number, facts: Facts, attempt: Attempt): boolean =>
  attempt.inHandler && facts.object(attempt.bo)?.resv === object;

function takeReservation({ task, object }: Event, facts: Facts, attempt: Attempt): void {
  facts.owner[object >> 2] = task;
  if (!isOwnReservation(object, facts, attempt)) return;
  attempt.resvTaken += 1;
  if (attempt.mmapReleased === 0) attempt.resvToMap = true;
}

const lockReservation: Entry = (event, facts, attempt) => {
  if (event.waited && attempt.inHandler) attempt.waits += 1;
  if (event.reply === 0) takeReservation(event, facts, attempt);
  else if (attempt.inHandler && facts.holdsMmapLock(event.task)) interrupted(attempt);
};

function interrupted(attempt: Attempt): void {
  attempt.again = true;
  attempt.interrupted = true;
}

function mustReport(attempt: Attempt, { code }: Event, codes: number): void {
  if (attempt.errorCodes !== 0) return;
  attempt.errorCodes = codes;
  attempt.errorPrimitive = code;
}

const reserveIo: Entry = (event, _facts, attempt) => {
  if (event.reply < 0) mustReport(attempt, event, VM_FAULT_SIGBUS);
};

const insert: Entry = (event, facts, attempt) => {
  if (!attempt.inHandler) return;
  const page = (event.a - pageZero(facts, attempt)) >> PAGE_SHIFT;
  attempt.insertsTried += 1;
  attempt.insertLastPage = page;
  attempt.insertLastReply = event.reply;
  if (event.reply === VM_FAULT_NOPAGE) {
    attempt.insertsDone += 1;
    if (page === attempt.page) attempt.faultingPageDone = true;
  } else if (page === attempt.page && !attempt.faultingPageDone) {
    mustReport(attempt, event, event.reply & VM_FAULT_ERROR);
  }
};

/** Address of the first page of the vma in which the attempt is. */
const pageZero = (_facts: Facts, attempt: Attempt): number =>
  attempt.address - (attempt.page << PAGE_SHIFT);

/** Position of 'gutting' among the kinds of moves, which `ttm_bo_handle_move_mem` is given. */
const GUTTING = 2;

const MOVING_OFFSET = ttm_buffer_object.offsets.moving;

const ENTRIES: Readonly<Record<string, Entry>> = {
  dma_resv_trylock(event, facts, attempt) {
    if (event.reply === 1) {
      takeReservation(event, facts, attempt);
      return;
    }
    if (isOwnReservation(event.object, facts, attempt)) attempt.contended = true;
    if (attempt.inHandler && (attempt.flags & FAULT_FLAG_ALLOW_RETRY) === 0) attempt.busy = true;
  },
  dma_resv_lock: lockReservation,
  dma_resv_lock_interruptible: lockReservation,
  dma_resv_unlock({ object }, facts, attempt) {
    facts.owner[object >> 2] = -1;
    if (attempt.inHandler && facts.object(attempt.bo)?.resv === object) attempt.resvReleased += 1;
  },

  down_read({ task }, facts) {
    facts.reads[task]! += 1;
  },
  up_read({ task }, facts, attempt) {
    facts.reads[task]! -= 1;
    if (attempt.inHandler) attempt.mmapReleased += 1;
  },
  down_write_queue(_event, facts) {
    facts.queuedWriters += 1;
  },
  down_write({ task }, facts) {
    facts.queuedWriters -= 1;
    facts.writer = task;
  },
  up_write(_event, facts) {
    facts.writer = -1;
  },
  downgrade_write({ task }, facts) {
    facts.writer = -1;
    facts.reads[task]! += 1;
  },

  spin_lock({ task, object }, facts) {
    facts.owner[object >> 2] = task;
    facts.spinlocks[task]! += 1;
  },
  spin_unlock({ task, object }, facts) {
    facts.owner[object >> 2] = -1;
    facts.spinlocks[task]! -= 1;
  },
  mutex_lock_interruptible({ task, object, reply, waited }, facts, attempt) {
    if (waited && attempt.inHandler) attempt.waits += 1;
    if (reply === 0) facts.owner[object >> 2] = task;
  },
  mutex_unlock({ object }, facts) {
    facts.owner[object >> 2] = -1;
  },

  ttm_mem_io_lock({ task, object, reply, waited }, facts, attempt) {
    if (waited && attempt.inHandler) attempt.waits += 1;
    if (reply !== 0) {
      interrupted(attempt);
      return;
    }
    if (facts.hasIoMutex(object)) facts.owner[object >> 2] = task;
    attempt.ioManager = object;
    attempt.ioLocks += 1;
  },
  ttm_mem_io_unlock({ object }, facts, attempt) {
    if (facts.hasIoMutex(object)) facts.owner[object >> 2] = -1;
    if (attempt.ioManager === object) attempt.ioManager = 0;
    attempt.ioUnlocks += 1;
  },
  ttm_mem_io_reserve_vm: reserveIo,
  ttm_mem_io_reserve: reserveIo,

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
    if (!attempt.inHandler) return;
    if (event.waited) attempt.waits += 1;
    if (event.reply === 0) attempt.fenceWaited[fenceIndex(event.object)] = 1;
    // Without the mmap lock the fault is retried whatever the wait said (domain.md §1.2 row 4).
    else if (!facts.holdsMmapLock(event.task)) return;
    else if (event.reply === -ERESTARTSYS) interrupted(attempt);
    else mustReport(attempt, event, VM_FAULT_SIGBUS);
  },
  fence_signaled({ object }, facts) {
    facts.fenceSignaled[fenceIndex(object)] = 1;
  },
  signaled({ a: task, b: signal }, facts) {
    facts.signal[task] = Math.max(facts.signal[task]!, signal);
  },
  user_access({ task, c: userMode }, facts) {
    if (userMode !== 0 && facts.signal[task] === 1) facts.signal[task] = 0;
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
  vmf_insert_mixed: insert,
  vmf_insert_pfn: insert,
  vmf_insert_mixed_prot: insert,
  vmf_insert_pfn_prot: insert,

  pte_set({ task, step, object, a: address, b: pfn, c: prot }, facts) {
    const vma = vmaIndex(object);
    const entry = vma * PAGES_MAX + ((address & 0xffffff) >> PAGE_SHIFT);
    facts.ptePfn[entry] = pfn;
    facts.pteProt[entry] = prot;
    facts.pteTask[entry] = task;
    facts.pteStep[entry] = step;
  },
  zapped({ object }, facts) {
    const index = LAYOUT.objects.indexOf(object);
    facts.vmaObject.forEach((owner, vma) => {
      if (owner === index) clearVma(facts, vma);
    });
  },
  detached({ object }, facts) {
    facts.vmaAttached[vmaIndex(object)] = 0;
    clearVma(facts, vmaIndex(object));
  },
  freed({ object }, facts) {
    facts.freed[object >> 2] = 1;
  },
  moved({ object, a: placement, b: generation, c: fence }, facts) {
    const moved = facts.object(object)!;
    moved.placement = placement;
    moved.generation = generation;
    moved.moving = fence;
    moved.moveFence = fence;
    if (fence !== 0) facts.fenceSignaled[fenceIndex(fence)] = 0;
  },
  write({ object: address, a: value, b: old }, facts, attempt) {
    const index = LAYOUT.objects.indexOf(address - MOVING_OFFSET);
    if (index < 0) return;
    facts.objects[index]!.moving = value;
    if (old === value) return;
    if (old !== 0 && fenceIndex(old) >= 0) attempt.fenceCleared[fenceIndex(old)]! += 1;
    if (value !== 0 && fenceIndex(value) >= 0) attempt.fenceCleared[fenceIndex(value)]! -= 1;
  },
  read({ object: address, a: value }, _facts, attempt) {
    const page = TABLE_PAGE[address >> 2]!;
    if (page < 0 || OBJECT[address >> 2] !== attempt.bo) return;
    const bit = 1 << page;
    if (value === 0) attempt.pagesMissing |= bit;
    else attempt.pagesMissing &= ~bit;
  },
  ttm_bo_handle_move_mem({ object, b: kind }, facts) {
    if (kind === GUTTING) facts.object(object)!.imported = false;
  },

  trap_begin({ c: fingerprint, step }, _facts, attempt) {
    attempt.rounds = 0;
    attempt.retries = 0;
    attempt.trapFingerprint = fingerprint;
    attempt.trapStep = step;
  },
  trap_end(_event, _facts, attempt) {
    attempt.trapFingerprint = 0;
  },
  fault_enter({ object, a: address, b: flags, c: vma }, _facts, attempt) {
    attempt.reset();
    attempt.inHandler = true;
    attempt.rounds += 1;
    attempt.bo = object;
    attempt.vma = vma;
    attempt.address = address;
    attempt.page = (address & 0xffffff) >> PAGE_SHIFT;
    attempt.flags = flags;
  },
  fault_return({ reply }, _facts, attempt) {
    attempt.inHandler = false;
    if ((reply & VM_FAULT_RETRY) !== 0 && attempt.mmapReleased > 0) attempt.retries += 1;
  },
  reserve_enter(_event, _facts, attempt) {
    attempt.inReserve = true;
  },
  reserve_return({ reply }, _facts, attempt) {
    attempt.inReserve = false;
    if (reply === VM_FAULT_RETRY) attempt.toldToRetry = true;
  },
  reserved_enter({ a: numPrefault, b: prot }, _facts, attempt) {
    attempt.inReserved = true;
    attempt.numPrefault = numPrefault;
    attempt.prot = prot;
  },
  reserved_return({ reply }, _facts, attempt) {
    attempt.inReserved = false;
    attempt.reservedReturned = reply;
    if (reply === VM_FAULT_RETRY) attempt.toldToRetry = true;
  },
};

function clearVma(facts: Facts, vma: number): void {
  facts.pteProt.fill(0, vma * PAGES_MAX, (vma + 1) * PAGES_MAX);
}
