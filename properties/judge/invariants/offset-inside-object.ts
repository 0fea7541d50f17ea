import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import {
  faultResultNames,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import type { LawFacts } from '../facts.ts';
import { atInsertions, isInsideObject } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';
import { OBJECT, TABLE_PAGE } from '../memory-map.ts';

const isOutside = (facts: LawFacts): boolean => !isInsideObject(facts, facts.attempt.page);

/** Something else came first: a retry, an interruption, a failure that is reported. */
const endedBefore = (reply: number, { attempt }: LawFacts): boolean =>
  !attempt.resvToMap ||
  attempt.again ||
  attempt.unplugged ||
  (reply & (attempt.errorCodes | VM_FAULT_RETRY)) !== 0;

/** The offset is user input: it comes from `mmap`, and must not lead out of the object. */
const invariant: Invariant = {
  claim: 'A fault beyond the end of the object gets SIGBUS, and no page beyond it is looked up.',
  source: 'domain.md §7 O1; §1.5 step 7; §2.10',
  on: {
    read({ object: address }, facts) {
      const page = TABLE_PAGE[address >> 2]!;
      if (page < 0) return undefined;
      const bo = OBJECT[address >> 2]!;
      const pages = facts.object(bo)?.pages ?? 0;
      if (page < pages) return undefined;
      return `page ${page} of ${nameOf(bo)} is looked up, which has ${pages} pages`;
    },
    ...atInsertions((_event, facts) =>
      isOutside(facts) ? 'a page is inserted for an address beyond the object' : undefined,
    ),
    fault_return({ reply }, facts) {
      if (!isOutside(facts) || reply === VM_FAULT_SIGBUS) return undefined;
      if (endedBefore(reply, facts)) return undefined;
      return `the address is beyond the object, but the handler returns ${faultResultNames(reply)}`;
    },
  },
};

export default invariant;
