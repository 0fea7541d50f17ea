import { LAYOUT } from '../../../impl/kernel/memory/layout.ts';
import { faultResultNames, VM_FAULT_ERROR } from '../../../impl/kernel/mm-flags.ts';
import type { LawFacts } from '../facts.ts';
import type { Invariant } from '../invariant.ts';

/** The fault has a right to fail that no primitive told: nothing of this object is there to map. */
function unmappable({ attempt, vmaObject, objects, world }: LawFacts, vma: number): boolean {
  const object = objects[vmaObject[vma]!];
  return (
    object === undefined ||
    object.imported ||
    attempt.page + world.vmas[vma]!.offset >= object.pages
  );
}

/** An interrupted fault is taken again after the signal; the access itself is not at fault. */
const invariant: Invariant = {
  claim: 'A fault that was interrupted by a signal is not reported as an error.',
  source: 'domain.md §7 V3, §1.2 row 5b, §3.5',
  nonFatal: true,
  on: {
    fault_return({ reply }, facts) {
      const { attempt } = facts;
      if ((reply & VM_FAULT_ERROR) === 0 || !attempt.interrupted) return undefined;
      if (attempt.errorCodes !== 0) return undefined;
      if (unmappable(facts, LAYOUT.vmas.indexOf(attempt.vma))) return undefined;
      return `the handler was interrupted and returned ${faultResultNames(reply)}`;
    },
  },
};

export default invariant;
