import type { Facts } from '../facts.ts';
import { isBusStale } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/** Was this task made to take video memory for system pages by the primitives? */
function isMisled(facts: Facts, task: number): boolean {
  const { inHandler, bo } = facts.attempts[task]!;
  return inHandler && isBusStale(facts, facts.object(bo)!);
}

/**
 * A pointer that is NULL, or that leads into freed memory, ends the run, and so does a BUG; in a
 * kernel, an oops.
 */
const invariant: Invariant = {
  claim: 'No NULL or wild pointer is dereferenced, and no BUG_ON fires.',
  source: 'domain.md §7 R3; §2.8; §6 B18, B20, B21',
  atEnd(facts, { outcome }) {
    if (outcome.kind !== 'crashed' || isMisled(facts, outcome.task)) return undefined;
    return { found: outcome.message, task: outcome.task };
  },
};

export default invariant;
