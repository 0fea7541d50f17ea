import { FENCES_MAX } from '../../impl/kernel/memory/layout.ts';
import { PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import { FAULT_FLAG_RETRY_NOWAIT } from '../../impl/kernel/mm-flags.ts';
import { mix } from '../../scheduler/digest.ts';
import type { Attempt } from './attempt.ts';
import type { Facts } from './facts.ts';

/**
 * A 32-bit digest, from a seed, of what laws may still ask about, beside what memory says: two runs
 * that are in the same state of the kernel and have the same digest will be judged alike from there
 * on.
 *
 * Lock owners, page-table entries and what is freed or attached stand in memory. Steps are left
 * out: they are only told, and what has happened since a trap began `Loops` knows.
 */
export function digestOf(facts: Facts, seed: number): number {
  const { objects, world, chart } = facts;
  let hash = mix(seed, facts.writer);
  // The caching follows from the placement, and from whether there was a move.
  for (const { placement, generation, moving, moveFence, table, imported } of objects) {
    hash = mix(mix(mix(hash, placement), generation), moving);
    hash = mix(mix(mix(hash, moveFence), table), imported ? 1 : 0);
  }
  for (let fence = 0; fence < FENCES_MAX; fence += 1) hash = mix(hash, facts.fenceSignaled[fence]!);
  for (const [vma, { pages }] of world.vmas.entries()) {
    for (let page = 0; page < pages; page += 1) {
      const entry = vma * PAGES_MAX + page;
      // Of two tasks that may have written an entry, either may be blamed for it.
      const written = facts.pteTask[entry]! < 0 ? 0 : 1;
      if (facts.pteProt[entry] !== 0) hash = mix(hash, 2 * entry + written);
    }
  }
  for (let task = 0; task < facts.faultingTasks; task += 1) {
    const attempt = facts.attempts[task]!;
    hash = mix(mix(hash, facts.reads[task]!), facts.spinlocks[task]!);
    hash = mix(mix(hash, facts.signal[task]!), chart.stateOf(task));
    hash = ofAttempt(hash, attempt);
  }
  return hash;
}

/** Fields that a digest has no need of: it knows by other means, or they are only told. */
export const LEFT_OUT: readonly (keyof Attempt)[] = [
  'trapStep',
  'trapFingerprint',
  'copy',
  'reset',
  'leave',
];

/** The same of facts, with reasons. */
export const FACTS_LEFT_OUT: Readonly<Partial<Record<keyof Facts, string>>> = {
  world: 'the same in all runs of one exploration',
  profile: 'the same in all runs of one exploration',
  owner: 'stands in memory',
  freed: 'stands in memory',
  vmaObject: 'never changes',
  vmaAttached: 'stands in memory',
  ptePfn: 'stands in memory',
  pteStep: 'is only told',
  pageIndex: 'stands in memory',
  actingTask: 'Loops knows better whether a task is back',
  actingSince: 'Loops knows better whether a task is back',
  isBack: 'is the answer of Loops, which has a digest of its own',
  attempt: 'is one of the attempts',
};

function ofAttempt(before: number, attempt: Attempt): number {
  const flags =
    (attempt.inHandler ? 1 : 0) |
    (attempt.resvToMap ? 2 : 0) |
    (attempt.contended ? 4 : 0) |
    (attempt.toldToRetry ? 8 : 0) |
    (attempt.faultingPageDone ? 16 : 0) |
    (attempt.again ? 32 : 0) |
    (attempt.interrupted ? 64 : 0) |
    (attempt.busy ? 128 : 0);
  // Only who must not wait is asked whether it did.
  const waits = (attempt.flags & FAULT_FLAG_RETRY_NOWAIT) === 0 ? 0 : Math.min(attempt.waits, 1);
  let hash = mix(mix(before, flags), Math.min(attempt.retries, 1));
  hash = mix(hash, attempt.bo);
  hash = mix(mix(mix(hash, attempt.vma), attempt.address), attempt.page);
  hash = mix(mix(mix(hash, attempt.flags), attempt.resvTaken), attempt.resvReleased);
  hash = mix(mix(mix(hash, attempt.mmapReleased), attempt.boGets), attempt.boPuts);
  hash = mix(mix(mix(hash, attempt.deviceSections), attempt.ioManager), waits);
  hash = mix(mix(mix(hash, attempt.numPrefault), attempt.prot), attempt.insertsTried);
  hash = mix(mix(hash, attempt.insertsDone), attempt.insertLastPage);
  hash = mix(mix(hash, attempt.insertLastReply), attempt.pagesMissing);
  hash = mix(mix(hash, attempt.errorCodes), attempt.errorPrimitive);
  const { fenceRefs, fenceCleared, fenceWaited } = attempt;
  for (let fence = 0; fence < FENCES_MAX; fence += 1) {
    const three = fenceRefs[fence]! * 0x10000 + fenceCleared[fence]! * 0x100 + fenceWaited[fence]!;
    hash = mix(hash, three);
  }
  return hash;
}
