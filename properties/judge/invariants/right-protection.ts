import { PROT_PRESENT, PROT_RW } from '../../../impl/kernel/mm-flags.ts';
import { wrongProtection } from '../expected.ts';
import { type LawFacts, vmaOf } from '../facts.ts';
import { atInsertions, isBusStale } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/**
 * The write bit is the caller's: `ttm_bo_vm_fault_reserved` takes it from the `prot` it is given.
 */
function wrongWriteBit(prot: number, { attempt }: LawFacts): string | undefined {
  // A handler without that helper decides for itself.
  if (attempt.prot === 0) return undefined;
  const wanted = (attempt.prot & PROT_RW) !== 0;
  if (wanted === ((prot & PROT_RW) !== 0)) return undefined;
  return wanted
    ? 'the entry is not writable, the given prot is'
    : 'the entry is writable, the given prot is not';
}

/** Caching and encryption follow the placement, everything else follows the caller. */
const invariant: Invariant = {
  claim:
    'Each entry has the caching of the placement, is encrypted unless it is io memory, and is ' +
    'writable as the given prot says.',
  source: 'domain.md §7 P6; §2.8; §6 B25',
  nonFatal: true,
  on: atInsertions((event, facts) => {
    const object = facts.object(facts.attempt.bo)!;
    if (!facts.holdsReservation(event.task, facts.attempt.bo)) return undefined;
    if (isBusStale(facts, object)) return undefined;
    if ((event.c & PROT_PRESENT) === 0) return 'the entry is not present';
    return wrongProtection(facts, vmaOf(facts.attempt), event.c) ?? wrongWriteBit(event.c, facts);
  }),
};

export default invariant;
