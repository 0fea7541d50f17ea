import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Invariant } from '../invariant.ts';

/**
 * A driver's hook and gutting make a table or take it away: what was looked up before is freed by
 * now, or it is NULL and there is one. Who gives the NULL of an object without a table is B21's.
 */
const invariant: Invariant = {
  claim: 'The table that the handler populates is the one that the object has at that moment.',
  source: 'domain.md §2.6, §2.7, §1.5 step 8; §7 R2',
  on: {
    ttm_tt_populate({ object: given }, facts) {
      const { inHandler, bo } = facts.attempt;
      const table = facts.object(bo)?.table;
      if (!inHandler || table === undefined || given === table) return undefined;
      return `${nameOf(given)} is populated, but ${nameOf(bo)}.ttm is ${nameOf(table)}`;
    },
  },
};

export default invariant;
