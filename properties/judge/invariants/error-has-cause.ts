import { LAYOUT } from '../../../impl/kernel/memory/layout.ts';
import {
  faultResultNames,
  VM_FAULT_ERROR,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import type { Attempt } from '../attempt.ts';
import { isIomem, objectPage } from '../expected.ts';
import { type LawFacts, vmaOf } from '../facts.ts';
import { isInsideObject } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/** What there is of the object does not let the page be mapped, whatever a handler does. */
function isUnmappable(facts: LawFacts): boolean {
  const { attempt } = facts;
  const object = facts.object(attempt.bo);
  // Gutting takes the table away that says so, and the next one says so again.
  const spec = facts.world.objects[LAYOUT.objects.indexOf(attempt.bo)];
  if (object === undefined || spec?.imported === true) return true;
  if (!isInsideObject(facts, attempt.page)) return true;
  return !isIomem(object) && object.table === 0;
}

/** The page was looked for, and is not there. */
function isMissing(facts: LawFacts): boolean {
  const { attempt } = facts;
  return ((attempt.pagesMissing >> objectPage(facts, vmaOf(attempt), attempt.page)) & 1) !== 0;
}

/** SIGBUS, or what the last insertion of the page of zeroes gave (domain.md §1.7). */
const isOfGoneDevice = (reply: number, { insertLastReply }: Readonly<Attempt>): boolean =>
  reply === VM_FAULT_SIGBUS || reply === insertLastReply;

/**
 * A handler that fails without need kills processes that have done nothing wrong.
 *
 * Which code tells of which failure is the matter of `first-error-reported`, a signal that of
 * `signal-is-no-error`, and a page that is mapped that of `prefault-error-swallowed`. A driver may
 * have reasons of its own; they are failures of what it calls.
 */
const invariant: Invariant = {
  claim:
    'SIGBUS and OOM have a cause: an offset outside the object, an imported object or one without ' +
    'pages, a page that is missing, a device that is gone (SIGBUS), or something that failed.',
  source: 'domain.md §7 V6; §1.5; §2.7 (-EBUSY says "later")',
  nonFatal: true,
  on: {
    fault_return({ reply }, facts) {
      const { attempt } = facts;
      if ((reply & VM_FAULT_ERROR) === 0 || reply < 0) return undefined;
      if (attempt.faultingPageDone || attempt.interrupted) return undefined;
      if (attempt.errorCodes !== 0 || attempt.timeRanOut) return undefined;
      if (attempt.unplugged && isOfGoneDevice(reply, attempt)) return undefined;
      if (isUnmappable(facts) || isMissing(facts)) return undefined;
      const why = attempt.again ? 'what failed said "later"' : 'nothing has failed';
      return `the handler returns ${faultResultNames(reply)} although ${why}`;
    },
  },
};

export default invariant;
