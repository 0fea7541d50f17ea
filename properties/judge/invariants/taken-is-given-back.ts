import { nameOf, placeAt } from '../../../impl/kernel/memory/layout.ts';
import { pairName } from '../../../impl/kernel/resource.ts';
import type { Invariant } from '../invariant.ts';
import { takenAt } from '../ledger/resources.ts';

/** The pair, and what was taken: of whose struct it is part, or where it stands. */
function named(pair: number, key: number): string {
  const place = placeAt(key);
  const whose = place ? `${place.object}.${place.field}` : nameOf(key);
  return key === 1 ? pairName(pair) : `${pairName(pair)} ${whose}`;
}

/** Locks, power and references of the driver's own: no way out keeps them. */
const invariant: Invariant = {
  claim:
    'What a handler takes of its own (a mutex, a spinlock, power, a section) it gives back before ' +
    'it returns, on every way out, and gives back nothing else.',
  source: 'domain.md §5.4; kernel: Documentation/locking, Documentation/power/runtime_pm.rst',
  nonFatal: true,
  wantsBack: { takes: { resource_take: () => true }, gives: ['resource_give'] },
  on: {
    resource_give: ({ object, a: pair }, { attempt }) =>
      attempt.inHandler && takenAt(attempt, object, pair) < 0
        ? `${named(pair, object)} is given back, which this call has not taken`
        : undefined,
    fault_return(_event, { attempt: { takenKeys, takenPairs } }) {
      const at = takenPairs.findIndex((pair) => pair !== 0);
      if (at < 0) return undefined;
      return `${named(takenPairs[at]!, takenKeys[at]!)} is taken, and not given back on this way out`;
    },
  },
};

export default invariant;
