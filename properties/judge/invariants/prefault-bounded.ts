import { isDummyPfn } from '../../../impl/kernel/pfn.ts';
import type { LawFacts } from '../facts.ts';
import { atAnyInsertion, insertedPage, isInsideObject, isInsideVma } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/** What is wrong with the place of this insertion among those of its attempt. */
function outOfTurn(page: number, { attempt }: LawFacts): string | undefined {
  const { insertsTried, insertLastPage, numPrefault } = attempt;
  if (insertsTried >= numPrefault) {
    return `page ${page} of the vma is insertion ${insertsTried + 1}, with num_prefault ${numPrefault}`;
  }
  if (insertsTried === 0) {
    if (page === attempt.page) return undefined;
    return `the first insertion is page ${page} of the vma, the fault was at page ${attempt.page}`;
  }
  if (page === insertLastPage + 1) return undefined;
  return `page ${page} of the vma is inserted after page ${insertLastPage}`;
}

/** The owner's law: a fault maps a run of pages from the faulting one on, and no page beyond. */
const invariant: Invariant = {
  claim:
    'A fault inserts at most num_prefault pages, one after the other from the faulting page on, ' +
    'inside the vma and inside the object.',
  source: 'domain.md §7 P4; §2.10',
  on: atAnyInsertion((event, facts) => {
    const page = insertedPage(event, facts);
    if (!isInsideVma(facts, page)) return `page ${page} is outside the vma`;
    // One page of zeroes shows on every page of the vma (domain.md §1.7).
    if (isDummyPfn(event.b)) return undefined;
    if (!isInsideObject(facts, page)) return `page ${page} of the vma is outside the object`;
    return outOfTurn(page, facts);
  }),
};

export default invariant;
