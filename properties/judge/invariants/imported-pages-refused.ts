import { faultResultNames, VM_FAULT_SIGBUS } from '../../../impl/kernel/mm-flags.ts';
import type { LawFacts } from '../facts.ts';
import { atInsertions } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

const isImported = (facts: LawFacts): boolean => facts.object(facts.attempt.bo)!.imported;

/** The pages of an imported object belong to the exporter, who may map them in other ways. */
const invariant: Invariant = {
  claim: 'A fault on an imported object maps nothing and gets SIGBUS once it has the reservation.',
  source: 'domain.md §1.5 step 2; commit 667a50db0477',
  on: {
    ...atInsertions((_event, facts) =>
      isImported(facts) ? 'a page of an imported object is inserted' : undefined,
    ),
    fault_return({ reply }, facts) {
      // A driver's hook may come first, and may ask to come again (domain.md §5.2, amdgpu).
      const { resvToMap, again, unplugged } = facts.attempt;
      if (!isImported(facts) || !resvToMap || again || unplugged || reply === VM_FAULT_SIGBUS)
        return undefined;
      return `the object is imported, but the handler returns ${faultResultNames(reply)}`;
    },
  },
};

export default invariant;
