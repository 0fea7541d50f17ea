import { TAKE } from '../../../impl/kernel/resource.ts';
import type { Attempt } from '../attempt.ts';
import type { Entries } from './entry.ts';

/** Where the call has noted what it took under this key; -1 if it did not take it. */
export function takenAt({ takenKeys, takenPairs }: Attempt, key: number, pair: number): number {
  for (let at = 0; at < takenPairs.length; at += 1) {
    if (takenPairs[at] === pair && takenKeys[at] === key) return at;
  }
  return -1;
}

/** What the driver takes and gives back beside TTM's own. */
export const RESOURCES: Entries = {
  resource_take({ object, a: pair, b: how, reply }, _facts, attempt) {
    const isTaken = (how & TAKE.tries) !== 0 ? reply === 1 : reply === 0;
    if (!attempt.inHandler || !isTaken) return;
    const known = takenAt(attempt, object, pair);
    const at = known >= 0 ? known : attempt.takenPairs.indexOf(0);
    attempt.takenKeys[at] = object;
    attempt.takenPairs[at] = pair;
    attempt.takenCounts[at]! += 1;
    attempt.takenHow[at] = how;
    if ((how & TAKE.atomic) !== 0) attempt.spinlocks += 1;
  },
  resource_give({ object, a: pair }, _facts, attempt) {
    const at = takenAt(attempt, object, pair);
    if (at < 0) return;
    if ((attempt.takenHow[at]! & TAKE.atomic) !== 0) attempt.spinlocks -= 1;
    attempt.takenCounts[at]! -= 1;
    if (attempt.takenCounts[at] !== 0) return;
    attempt.takenKeys[at] = 0;
    attempt.takenPairs[at] = 0;
    attempt.takenHow[at] = 0;
  },
};
