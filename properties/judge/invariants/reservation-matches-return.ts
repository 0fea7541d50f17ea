import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import {
  FAULT_FLAG_RETRY_NOWAIT,
  faultResultNames,
  VM_FAULT_RETRY,
} from '../../../impl/kernel/mm-flags.ts';
import type { Event, LawFacts } from '../facts.ts';
import type { Invariant } from '../invariant.ts';

interface Expected {
  readonly event: Event;
  readonly who: string;
  readonly held: boolean;
}

function mismatch(facts: LawFacts, { event, who, held }: Expected): string | undefined {
  const { bo, inHandler } = facts.attempt;
  if (!inHandler || facts.holdsReservation(event.task, bo) === held) return undefined;
  const state = held ? 'is not held' : 'is still held';
  const resv = nameOf(facts.reservationOf(bo));
  return `${who} returned ${faultResultNames(event.reply)}, but ${resv} ${state}`;
}

/**
 * The return value is how a caller learns whether the reservation is its own to give back.
 *
 * Callers ask `ret == VM_FAULT_RETRY`, so that is what counts here, not the bit (domain.md §1.7).
 */
const invariant: Invariant = {
  claim: 'Whether the reservation is held when a function returns is what its result says.',
  source: 'domain.md §1.4 (asymmetry), §1.5, §7 L1',
  wantsBack: {
    takes: {
      dma_resv_trylock: (reply) => reply === 1,
      dma_resv_lock: (reply) => reply === 0,
      dma_resv_lock_interruptible: (reply) => reply === 0,
    },
    gives: ['dma_resv_unlock'],
    isHandedOver: true,
  },
  on: {
    reserve_return: (event, facts) =>
      mismatch(facts, { event, who: 'ttm_bo_vm_reserve', held: event.reply === 0 }),
    reserved_return(event, facts) {
      const nowait = (facts.attempt.flags & FAULT_FLAG_RETRY_NOWAIT) !== 0;
      const held = event.reply !== VM_FAULT_RETRY || nowait;
      return mismatch(facts, { event, who: 'ttm_bo_vm_fault_reserved', held });
    },
    fault_return: (event, facts) => mismatch(facts, { event, who: 'the handler', held: false }),
  },
};

export default invariant;
