import { LAYOUT, nameOf } from '../../../impl/kernel/memory/layout.ts';
import { PAGES_MAX } from '../../../impl/kernel/memory/structs.ts';
import { isIomem } from '../expected.ts';
import type { LawFacts } from '../facts.ts';
import { atInsertions, isBusStale } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/** Does an entry of any vma lead to this object? */
function hasEntries({ vmaObject, pteProt, world }: LawFacts, bo: number): boolean {
  const index = LAYOUT.objects.indexOf(bo);
  return world.vmas.some(({ pages }, vma) => {
    if (vmaObject[vma] !== index) return false;
    const first = vma * PAGES_MAX;
    return pteProt.subarray(first, first + pages).some((prot) => prot !== 0);
  });
}

/**
 * The lock that is held is another manager's, so that eviction goes on beside it: what comes of it is
 * the matter of `io-lock-same-manager` (domain.md §6 B7).
 */
const isUnderAnother = (facts: LawFacts, bo: number): boolean =>
  ![0, facts.managerOf(bo)].includes(facts.attempt.ioManager);

/**
 * The window on the bus is the driver's: once nobody has reserved it, it may be another object's.
 *
 * Eviction from the io LRU takes entries and reservation away together, under the io lock alone.
 */
const invariant: Invariant = {
  claim:
    'Io memory is reserved for the object when a page of it is inserted, and stays so as long as ' +
    'entries lead to it.',
  source: 'domain.md §7 I2, I1; §2.5; §1.3',
  on: {
    ...atInsertions((_event, facts) => {
      const { bo } = facts.attempt;
      const object = facts.object(bo);
      if (object === undefined || !isIomem(object) || object.ioReserved) return undefined;
      if (isBusStale(facts, object) || isUnderAnother(facts, bo)) return undefined;
      return `a page of ${nameOf(bo)} is inserted while no io memory is reserved for it`;
    }),
    ttm_mem_io_free_vm({ object }, facts) {
      if (!facts.attempt.inHandler || facts.object(object)?.ioReserved !== true) return undefined;
      if (!hasEntries(facts, object)) return undefined;
      return `io memory of ${nameOf(object)} is given back while entries lead to it`;
    },
  },
};

export default invariant;
