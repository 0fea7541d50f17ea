import { EAGAIN, EBUSY, EINTR, ERESTARTSYS } from '../../../impl/kernel/errno.ts';
import type { ByEvent } from '../../../impl/kernel/event-names.ts';
import { LAYOUT } from '../../../impl/kernel/memory/layout.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  FAULT_FLAG_TRIED,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import { isDummyPfn } from '../../../impl/kernel/pfn.ts';
import type { FaultEvent } from '../../../model/alphabet.ts';
import type { Event, LawFacts } from '../facts.ts';
import { endOfWait, type WaitEnd } from '../fence-wait.ts';

/**
 * The one place where traces and the statechart meet: which event of the trace is which event of
 * the chart. `impl/` and `model/` know nothing of each other.
 *
 * Undefined stands for events that the chart does not speak about: those outside the handler, on
 * other objects, and fence references.
 */
export const CHART_EVENTS: ByEvent<ChartEvent> = {
  fault_enter: ({ b: flags }) => enter(flags),
  dma_resv_trylock: (event, facts) =>
    ownReservation(event, facts, event.reply === 1 ? 'resv_trylock_ok' : 'resv_trylock_fail'),
  dma_resv_lock_interruptible: lockReservation,
  dma_resv_lock: lockReservation,
  dma_resv_unlock: (event, facts) => ownReservation(event, facts, 'resv_unlock'),
  ttm_bo_get: (event, facts) => ownObject(event, facts, 'bo_get'),
  ttm_bo_put: (event, facts) => ownObject(event, facts, 'bo_put'),
  up_read: () => 'mmap_read_unlock',
  fault_reserve_notify: ({ reply }) => notified(reply),
  ttm_bo_move_to_lru_tail: (event, facts) => ownObject(event, facts, 'lru_move'),
  dma_fence_is_signaled: (event, facts) =>
    ownFence(event, facts, event.reply !== 0 ? 'fence_signaled' : 'fence_pending'),
  dma_fence_wait: (event, facts) => ownFence(event, facts, waited(event)),
  dma_fence_wait_timeout: (event, facts) => ownFence(event, facts, waited(event)),
  dma_resv_test_signaled: (event, facts) =>
    ownReservation(event, facts, event.reply !== 0 ? 'fence_signaled' : 'fence_pending'),
  dma_resv_wait_timeout: (event, facts) => ownReservation(event, facts, waited(event)),
  ttm_mem_io_lock: ({ reply }) => (reply === 0 ? 'io_lock_ok' : 'io_lock_interrupted'),
  ttm_mem_io_unlock: () => 'io_unlock',
  ttm_mem_io_reserve_vm: ({ reply }) => (reply === 0 ? 'io_reserve_ok' : 'io_reserve_error'),
  ttm_mem_io_reserve: ({ reply }) => (reply === 0 ? 'io_reserve_ok' : 'io_reserve_error'),
  ttm_tt_populate: ({ reply }) => populated(reply),
  vmf_insert_mixed: inserted,
  vmf_insert_pfn: inserted,
  vmf_insert_mixed_prot: inserted,
  vmf_insert_pfn_prot: inserted,
  fault_return: returned,
};

type ChartEvent = (event: Event, facts: LawFacts) => FaultEvent | undefined;

function enter(flags: number): FaultEvent {
  const tried = (flags & FAULT_FLAG_TRIED) !== 0;
  if ((flags & FAULT_FLAG_ALLOW_RETRY) === 0)
    return tried ? 'fault_enter_tried' : 'fault_enter_plain';
  if ((flags & FAULT_FLAG_RETRY_NOWAIT) !== 0) {
    return tried ? 'fault_enter_nowait_tried' : 'fault_enter_nowait';
  }
  return tried ? 'fault_enter_retry_tried' : 'fault_enter_retry';
}

function ownReservation(event: Event, facts: LawFacts, name: FaultEvent): FaultEvent | undefined {
  return facts.object(facts.attempt.bo)?.resv === event.object ? name : undefined;
}

function lockReservation(event: Event, facts: LawFacts): FaultEvent | undefined {
  return ownReservation(event, facts, event.reply === 0 ? 'resv_lock_ok' : 'resv_lock_interrupted');
}

function ownObject(event: Event, facts: LawFacts, name: FaultEvent): FaultEvent | undefined {
  return facts.attempt.bo === event.object ? name : undefined;
}

/**
 * Once the reservation is given back, others may change `moving`: then it is the fence to which the
 * handler has kept a reference.
 */
function ownFence(event: Event, facts: LawFacts, name: FaultEvent): FaultEvent | undefined {
  const { bo, fenceRefs } = facts.attempt;
  if (facts.object(bo)?.moving === event.object) return name;
  const isKept = fenceRefs[LAYOUT.fences.indexOf(event.object)]! > 0;
  return isKept && !facts.holdsReservation(event.task, bo) ? name : undefined;
}

function notified(reply: number): FaultEvent {
  if (reply === 0) return 'notify_ok';
  return reply === -EBUSY || reply === -ERESTARTSYS ? 'notify_again' : 'notify_error';
}

/** Whose time ran out knows what a question would have told: that the fence is pending. */
const WAITED: Readonly<Record<WaitEnd, FaultEvent>> = {
  signaled: 'fence_wait_ok',
  'time-ran-out': 'fence_wait_expired',
  interrupted: 'fence_wait_interrupted',
  failed: 'fence_wait_error',
};
const waited = (event: Event): FaultEvent => WAITED[endOfWait(event)];

function populated(reply: number): FaultEvent {
  if (reply === 0) return 'populate_ok';
  const again: readonly number[] = [-EINTR, -ERESTARTSYS, -EAGAIN];
  return again.includes(reply) ? 'populate_interrupted' : 'populate_error';
}

/** Of pages that are not the object's the chart knows nothing. */
function inserted({ b: pfn, reply }: Event): FaultEvent | undefined {
  if (isDummyPfn(pfn)) return undefined;
  if ((reply & VM_FAULT_OOM) !== 0) return 'insert_oom';
  return (reply & VM_FAULT_SIGBUS) !== 0 ? 'insert_sigbus' : 'insert_ok';
}

const RETURNS: ReadonlyMap<number, FaultEvent> = new Map<number, FaultEvent>([
  [0, 'return_zero'],
  [VM_FAULT_NOPAGE, 'return_nopage'],
  [VM_FAULT_SIGBUS, 'return_sigbus'],
  [VM_FAULT_OOM, 'return_oom'],
  [VM_FAULT_RETRY, 'return_retry'],
]);

/**
 * Of the device itself the chart knows nothing: whoever gives up because it is gone and has mapped
 * no page of the object refuses it, whatever that is called.
 */
function returned({ reply }: Event, { attempt }: LawFacts): FaultEvent {
  const answer = RETURNS.get(reply) ?? 'return_other';
  const gaveUp = attempt.unplugged && attempt.insertsDone === 0;
  return gaveUp && (reply === VM_FAULT_NOPAGE || reply === VM_FAULT_OOM) ? 'return_sigbus' : answer;
}
