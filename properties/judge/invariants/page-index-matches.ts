import { nodeStart } from '../../../impl/kernel/boot.ts';
import { PAGES_MAX } from '../../../impl/kernel/memory/structs.ts';
import { expectedPfn, isIomem, objectPage } from '../expected.ts';
import { vmaOf } from '../facts.ts';
import { atInsertions, insertedPage, isInsideObject } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

const hex = (index: number): string => `0x${(index >>> 0).toString(16)}`;

/**
 * By it the core finds the entries of a page in a VM_MIXEDMAP vma, and may remove them.
 *
 * A page that is not the right one is the matter of `right-page-mapped`.
 */
const invariant: Invariant = {
  claim:
    "When a system page is inserted, its index is the object's node start plus the page's place " +
    'in the object (up to v5.13).',
  source: 'domain.md §1.5 step 9, §2.10, §8; commit 58aa6622d32a',
  nonFatal: true,
  on: atInsertions((event, facts) => {
    if (facts.profile.vmas === 'pfnmap') return undefined;
    const vma = vmaOf(facts.attempt);
    const object = facts.vmaObject[vma]!;
    const page = insertedPage(event, facts);
    if (isIomem(facts.objects[object]!) || !isInsideObject(facts, page)) return undefined;
    if (event.b !== expectedPfn(facts, vma, page)) return undefined;
    const shown = objectPage(facts, vma, page);
    const wanted = nodeStart(object) + shown;
    const found = facts.pageIndex[object * PAGES_MAX + shown]!;
    if (found === wanted) return undefined;
    return `page ${page} of the vma has index ${hex(found)} instead of ${hex(wanted)}`;
  }),
};

export default invariant;
