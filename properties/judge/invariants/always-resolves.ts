import type { Execution } from '../../../scheduler/execute.ts';
import type { Event, LawFacts } from '../facts.ts';
import type { Breach, Invariant } from '../invariant.ts';

/** Only this task has acted since its previous trap began, and memory is what it was then. */
function nothingChanged({ task, c: fingerprint }: Event, facts: LawFacts): boolean {
  if (facts.isBack) return facts.isBack(task, fingerprint);
  const { attempt } = facts;
  if (fingerprint === 0 || fingerprint !== attempt.trapFingerprint) return false;
  return facts.actingTask === task && facts.actingSince <= attempt.trapStep;
}

/**
 * A lasso: the same access traps twice in the same state, so it will trap for ever.
 *
 * Whoever holds what the handler did not wait for may need this very processor (domain.md §7 G2).
 * A handler that was told to try again later, or that has a signal pending, may spin (§3.5).
 */
const invariant: Invariant = {
  claim: 'A fault is not taken again and again while nothing changes: it maps, fails or waits.',
  source: 'domain.md §7 G2, §3.3 NOPAGE, §3.5; broken by B5, B6, B11 in §6',
  nonFatal: true,
  on: {
    trap_begin(event, facts) {
      const { attempt } = facts;
      if (attempt.again || facts.signal[event.task] !== 0) return undefined;
      if (!nothingChanged(event, facts)) return undefined;
      const why = attempt.busy ? ', as the reservation is busy and was not waited for' : '';
      return `the access faults again with nothing changed${why}: this never ends`;
    },
  },
  atEnd(facts, { outcome }: Execution): Breach | undefined {
    if (outcome.kind !== 'step-bound-exceeded') return undefined;
    const inHandler = facts.attempts.findIndex((attempt) => attempt.inHandler);
    const task = outcome.task < facts.faultingTasks ? outcome.task : inHandler;
    if (task < 0 || task >= facts.faultingTasks) return undefined;
    return { found: 'the run does not come to an end', task };
  },
};

export default invariant;
