import { VM_FAULT_NOPAGE } from '../../../impl/kernel/mm-flags.ts';
import { objectPage } from '../expected.ts';
import { type LawFacts, vmaOf } from '../facts.ts';
import { vmaPages } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/** Pages that this fault can map: as many as asked for, but for the ends of vma and object. */
function mappable(facts: LawFacts): number {
  const { attempt } = facts;
  const shown = objectPage(facts, vmaOf(facts.attempt), attempt.page);
  return Math.min(
    attempt.numPrefault,
    vmaPages(facts) - attempt.page,
    facts.object(attempt.bo)!.pages - shown,
  );
}

/** Prefaulting ended early for a reason: an insertion failed, or the next page is not there. */
function hadToStop(facts: LawFacts): boolean {
  const { insertLastPage, insertLastReply, pagesMissing } = facts.attempt;
  const next = objectPage(facts, vmaOf(facts.attempt), insertLastPage + 1);
  return insertLastReply !== VM_FAULT_NOPAGE || ((pagesMissing >> next) & 1) !== 0;
}

/** A performance law: whoever stops after two pages takes eight times as many faults. */
const invariant: Invariant = {
  claim:
    'A fault that maps its page goes on to num_prefault pages or to the end of the vma or of the ' +
    'object, unless an insertion fails or a page is missing.',
  source: 'domain.md §7 P4; §6 B3; commit 941f2f72dbbe',
  nonFatal: true,
  on: {
    fault_return({ reply }, facts) {
      const { faultingPageDone, insertsDone, unplugged } = facts.attempt;
      if (unplugged) return undefined;
      if (reply !== VM_FAULT_NOPAGE || !faultingPageDone || hadToStop(facts)) return undefined;
      const pages = mappable(facts);
      return insertsDone < pages
        ? `prefaulting stops after ${insertsDone} of ${pages} pages without a reason`
        : undefined;
    },
  },
};

export default invariant;
