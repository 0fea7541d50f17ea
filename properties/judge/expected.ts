import {
  PROT_CACHING,
  PROT_ENCRYPTED,
  PROT_PRESENT,
  PROT_RW,
  PROT_UNCACHED,
  PROT_WRITE_COMBINED,
} from '../../impl/kernel/mm-flags.ts';
import { startOf, systemPfn, vramPfn } from '../../impl/kernel/pfn.ts';
import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import { cachingOf, type LawFacts, type ObjectFacts } from './facts.ts';

/** What a correct mapping looks like, worked out from the facts alone. */

/** The page of the object that a page of a vma shows. */
export const objectPage = (facts: LawFacts, vma: number, page: number): number =>
  page + facts.world.vmas[vma]!.offset;

/** The pfn that a page of a vma must map now. */
export function expectedPfn(facts: LawFacts, vma: number, page: number): number {
  const index = facts.vmaObject[vma]!;
  const object = facts.objects[index]!;
  const shown = objectPage(facts, vma, page);
  return isIomem(object)
    ? vramPfn(startOf(index, object.generation), shown, facts.world.driver.scattered)
    : systemPfn(index, object.generation, shown);
}

/** Is the object seen through the bus aperture where it is now? */
export const isIomem = (object: ObjectFacts): boolean =>
  MEMORY_TYPE_NAMES[object.placement] === 'vram';

const CACHING_BITS = {
  cached: 0,
  'write-combined': PROT_WRITE_COMBINED,
  uncached: PROT_UNCACHED,
} as const;

/** What is wrong with the protection of a new entry, or undefined. */
export function wrongProtection(facts: LawFacts, vma: number, prot: number): string | undefined {
  const object = facts.objects[facts.vmaObject[vma]!]!;
  const caching = cachingOf(object);
  const wanted = CACHING_BITS[caching];
  if ((prot & PROT_CACHING) !== wanted) return `caching is not that of the placement (${caching})`;
  const encrypted = (prot & PROT_ENCRYPTED) !== 0;
  if (isIomem(object) && encrypted) return 'io memory is mapped as encrypted';
  if (!isIomem(object) && !encrypted) return 'system pages are mapped as not encrypted';
  if ((prot & PROT_RW) !== 0 && !facts.world.vmas[vma]!.writable) {
    return 'the entry is writable, the vma is not';
  }
  return undefined;
}

/** The protection of a mapping that is there from the beginning. */
export function expectedProt(facts: LawFacts, vma: number): number {
  const object = facts.objects[facts.vmaObject[vma]!]!;
  const writable = facts.world.vmas[vma]!.writable ? PROT_RW : 0;
  const encrypted = isIomem(object) ? 0 : PROT_ENCRYPTED;
  return PROT_PRESENT | writable | encrypted | CACHING_BITS[cachingOf(object)];
}
