import { expectedPfn } from '../expected.ts';
import { vmaOf } from '../facts.ts';
import { atInsertions, insertedPage, isBusStale, isInsideObject } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

const hex = (pfn: number): string => `0x${(pfn >>> 0).toString(16)}`;

/**
 * The page behind an address is decided by where the object is now.
 *
 * Pages outside the object are the matter of `prefault-bounded`; without the reservation there is
 * no
 * right page at all, which `no-stale-mapping` judges.
 */
const invariant: Invariant = {
  claim: 'Each inserted page is the one of the placement that the object has at that moment.',
  source: 'domain.md §7 P1, R2; §1.3',
  on: atInsertions((event, facts) => {
    const { bo } = facts.attempt;
    const page = insertedPage(event, facts);
    if (!facts.holdsReservation(event.task, bo) || !isInsideObject(facts, page)) return undefined;
    if (isBusStale(facts, facts.object(bo)!)) return undefined;
    const expected = expectedPfn(facts, vmaOf(facts.attempt), page);
    if (event.b === expected) return undefined;
    return `page ${page} of the vma is mapped to pfn ${hex(event.b)} instead of ${hex(expected)}`;
  }),
};

export default invariant;
