import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Invariant } from '../invariant.ts';

/** The owner's first law: whatever way a fault takes, lock and unlock come in pairs. */
const invariant: Invariant = {
  claim: 'A handler gives the reservation of its object back exactly as often as it took it.',
  source: "domain.md §7 L1; the owner's own law",
  on: {
    dma_resv_unlock({ object }, facts) {
      const { attempt } = facts;
      if (!attempt.inHandler || object !== facts.reservationOf(attempt.bo)) return undefined;
      if (attempt.resvReleased < attempt.resvTaken) return undefined;
      return `${nameOf(object)} is given back more often than taken (${attempt.resvTaken} times)`;
    },
    fault_return(_event, facts) {
      const { resvTaken, resvReleased, bo } = facts.attempt;
      if (resvReleased >= resvTaken) return undefined;
      const name = nameOf(facts.reservationOf(bo));
      return `${name} was taken ${resvTaken} times and given back ${resvReleased} times`;
    },
  },
};

export default invariant;
