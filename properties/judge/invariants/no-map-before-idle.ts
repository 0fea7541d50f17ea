import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import { atInsertions } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/** Until the GPU has copied the data, the new pages hold something else. */
const invariant: Invariant = {
  claim: 'No page of an object is inserted while a move of it is under way.',
  source: 'domain.md §7 F3; §1.5 step 4',
  on: atInsertions((_event, facts) => {
    const { bo } = facts.attempt;
    if (!facts.inTransit(bo)) return undefined;
    const fence = nameOf(facts.object(bo)!.moveFence);
    return `a page is inserted while the data is in transit: ${fence} is not signaled`;
  }),
};

export default invariant;
