import { faultResultNames, VM_FAULT_OOM, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import { kindOf } from '../../../scheduler/event.ts';
import { objectPage } from '../expected.ts';
import { type LawFacts, vmaOf } from '../facts.ts';
import type { Invariant } from '../invariant.ts';

/** What failed, and the results that may tell of it as a mask. */
interface Failure {
  readonly what: string;
  readonly codes: number;
}

/** The failure for which the faulting page was not mapped, if there was one. */
function firstFailure(facts: LawFacts): Failure | undefined {
  const { attempt } = facts;
  if (attempt.faultingPageDone) return undefined;
  if (attempt.errorCodes !== 0) {
    return { what: `${kindOf(attempt.errorPrimitive).name} failed`, codes: attempt.errorCodes };
  }
  const shown = objectPage(facts, vmaOf(attempt), attempt.page);
  if (attempt.again || ((attempt.pagesMissing >> shown) & 1) === 0) return undefined;
  return { what: 'the faulting page is missing in ttm->pages', codes: VM_FAULT_OOM };
}

/**
 * The fault is tried once more, which then reports what still fails: so does xe from v6.18 on
 * (domain.md §5.2). Whether the lock is dropped for that, others ask.
 */
const isTriedAgain = (reply: number, facts: LawFacts): boolean =>
  (reply & VM_FAULT_RETRY) !== 0 && facts.mayRetry(facts.attempt);

/** An error that nobody hears of becomes a fault that repeats for ever. */
const invariant: Invariant = {
  claim:
    'What keeps the faulting page from being mapped is returned as SIGBUS or OOM, at the latest ' +
    'when the fault has been tried again.',
  source: 'domain.md §1.5 steps 3 to 9; §6 B5',
  on: {
    fault_return({ reply }, facts) {
      const failure = firstFailure(facts);
      if (failure === undefined || (reply & failure.codes) !== 0) return undefined;
      if (isTriedAgain(reply, facts)) return undefined;
      const expected = faultResultNames(failure.codes).replaceAll('|', ' or ');
      return `${failure.what}, but the handler returns ${faultResultNames(reply)} instead of ${expected}`;
    },
  },
};

export default invariant;
