import { type ByEvent, byEvents, type PrimitiveName } from '../../impl/kernel/event-names.ts';
import { PAGE_SHIFT } from '../../impl/kernel/mm-flags.ts';
import { isDummyPfn } from '../../impl/kernel/pfn.ts';
import { isIomem, objectPage } from './expected.ts';
import { type Event, type LawFacts, type ObjectFacts, vmaOf } from './facts.ts';
import type { Judge } from './invariant.ts';

/** What laws about mappings ask of an insertion. */

/** Names of every way to insert a page-table entry. */
export const INSERTIONS = [
  'vmf_insert_mixed',
  'vmf_insert_pfn',
  'vmf_insert_mixed_prot',
  'vmf_insert_pfn_prot',
] as const satisfies readonly PrimitiveName[];

/** Asks the judge at every insertion that a fault handler makes, of whatever page. */
export function atAnyInsertion(judge: Judge): ByEvent<Judge> {
  const inHandler: Judge = (event, facts) =>
    facts.attempt.inHandler ? judge(event, facts) : undefined;
  return byEvents(INSERTIONS, inHandler);
}

/** Asks the judge at every insertion of a page that is meant to be the object's. */
export const atInsertions = (judge: Judge): ByEvent<Judge> =>
  atAnyInsertion((event, facts) => (isDummyPfn(event.b) ? undefined : judge(event, facts)));

/** Pages of the vma in which the attempt is. */
export const vmaPages = ({ attempt, world }: LawFacts): number => world.vmas[vmaOf(attempt)]!.pages;

/** Page number, counted from the start of that vma, at which an insertion is aimed. */
export const insertedPage = ({ a: address }: Event, { attempt }: LawFacts): number =>
  attempt.page + ((address - attempt.address) >> PAGE_SHIFT);

/** Does this page of that vma show a page that the object has? */
export function isInsideObject(facts: LawFacts, page: number): boolean {
  const shown = objectPage(facts, vmaOf(facts.attempt), page);
  return shown >= 0 && shown < facts.object(facts.attempt.bo)!.pages;
}

/** Does this page of that vma exist? */
export const isInsideVma = (facts: LawFacts, page: number): boolean =>
  page >= 0 && page < vmaPages(facts);

/**
 * The primitives themselves may be to blame for what is mapped: a failed io reservation that is
 * counted all the same leaves a stale bus address (domain.md §6 B9).
 */
export const isBusStale = (facts: LawFacts, object: ObjectFacts): boolean =>
  facts.world.defects.includes('B9') && isIomem(object);
