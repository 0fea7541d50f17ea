import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { LawFacts } from '../facts.ts';
import type { Invariant } from '../invariant.ts';

/** Two managers whose locks are not the same; on the fast path neither has one. */
const differ = (facts: LawFacts, one: number, other: number): boolean =>
  one !== other && (facts.hasIoMutex(one) || facts.hasIoMutex(other));

/**
 * A move between locking and use leaves the handler with the lock of a manager that the object has
 * left: its new manager's list is then changed by two at a time.
 */
const invariant: Invariant = {
  claim:
    'The io_reserve lock is that of the manager the object is in, when io memory is reserved and ' +
    'when it is unlocked.',
  source: 'domain.md §7 L4, R2; broken up to v5.9, domain.md §6 B7',
  nonFatal: true,
  on: {
    ttm_mem_io_reserve_vm({ object }, facts) {
      const { inHandler, ioManager } = facts.attempt;
      const manager = facts.managerOf(object);
      if (!inHandler || !facts.profile.ioLock || !differ(facts, ioManager, manager)) {
        return undefined;
      }
      const locked = ioManager === 0 ? 'without a lock' : `under the lock of ${nameOf(ioManager)}`;
      return `io memory of ${nameOf(object)}, now in ${nameOf(manager)}, is reserved ${locked}`;
    },
    ttm_mem_io_unlock({ object }, facts) {
      const { inHandler, ioManager } = facts.attempt;
      if (!inHandler || ioManager === 0 || !differ(facts, ioManager, object)) return undefined;
      return `${nameOf(ioManager)} was locked, ${nameOf(object)} is unlocked`;
    },
  },
};

export default invariant;
