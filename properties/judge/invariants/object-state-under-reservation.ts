import { LAYOUT, placeAt } from '../../../impl/kernel/memory/layout.ts';
import type { Invariant, Judge } from '../invariant.ts';
import { OBJECT, wordsWhere } from '../memory-map.ts';

/** What the reservation protects: where the object is, and the pages behind it. */
const PROTECTED = wordsWhere(({ address, field }) =>
  LAYOUT.objects.includes(address)
    ? /^(mem\..*|moving|ttm)$/.test(field)
    : LAYOUT.tts.includes(address),
);

const access =
  (verb: string): Judge =>
  ({ task, object: address }, facts) => {
    if (PROTECTED[address >> 2] === 0) return undefined;
    if (facts.holdsReservation(task, OBJECT[address >> 2]!)) return undefined;
    const { object, field, address: start } = placeAt(address)!;
    // Something that is gone has no state to protect: that is `no-use-after-free`.
    if (facts.freed[start >> 2] !== 0) return undefined;
    return `${object}.${field} is ${verb} without the reservation`;
  };

/** Whoever holds the reservation may move the object: without it these members can change. */
const invariant: Invariant = {
  claim: 'mem, moving and ttm of an object are read and written only under its reservation.',
  source: 'domain.md §7 R1, F2; §6 B8',
  nonFatal: true,
  on: { read: access('read'), write: access('written') },
};

export default invariant;
