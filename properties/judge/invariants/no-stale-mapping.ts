import { PAGES_MAX } from '../../../impl/kernel/memory/structs.ts';
import { isDummyPfn } from '../../../impl/kernel/pfn.ts';
import { expectedPfn, objectPage } from '../expected.ts';
import type { LawFacts } from '../facts.ts';
import { atInsertions, isBusStale } from '../insertion.ts';
import type { Breach, Invariant } from '../invariant.ts';

/** Does an entry that is there map what it must not? */
function isStale(facts: LawFacts, vma: number, page: number): boolean {
  const object = facts.objects[facts.vmaObject[vma]!]!;
  const shown = objectPage(facts, vma, page);
  if (shown >= object.pages || isBusStale(facts, object)) return false;
  const pfn = facts.ptePfn[vma * PAGES_MAX + page]!;
  // That of a device that is gone shows nothing of the object, wherever that is.
  return !isDummyPfn(pfn) && pfn !== expectedPfn(facts, vma, page);
}

/** The first entry that a task has written and that maps a page of an old placement. */
function staleEntry(facts: LawFacts): Breach | undefined {
  for (const [vma, { pages }] of facts.world.vmas.entries()) {
    if (facts.vmaAttached[vma] === 0) continue;
    for (let page = 0; page < pages; page += 1) {
      const entry = vma * PAGES_MAX + page;
      const task = facts.pteTask[entry]!;
      if (facts.pteProt[entry] === 0 || task < 0 || !isStale(facts, vma, page)) continue;
      const found = `page ${page} of the vma still maps a page where the object no longer is`;
      return { found, task, step: facts.pteStep[entry]! };
    }
  }
  return undefined;
}

/**
 * A move removes all entries of the object, under its reservation: an entry that comes without the
 * reservation may come too late to be removed.
 */
const invariant: Invariant = {
  claim:
    'Pages are inserted only under the reservation of the object, so that no entry outlives a ' +
    'move.',
  source: 'domain.md §7 P7, P1; §4',
  on: atInsertions(({ task }, facts) =>
    facts.holdsReservation(task, facts.attempt.bo)
      ? undefined
      : 'a page is inserted without the reservation',
  ),
  atEnd: staleEntry,
};

export default invariant;
