import { LAYOUT, placeAt } from '../../../impl/kernel/memory/layout.ts';
import { atInsertions } from '../insertion.ts';
import type { Invariant, Judge } from '../invariant.ts';
import { wordsWhere } from '../memory-map.ts';

/** The vmas themselves; copies on a task's stack are its own. */
const OF_A_VMA = wordsWhere(({ address }) => LAYOUT.vmas.includes(address));

const access =
  (verb: string): Judge =>
  ({ object: address }, { attempt }) => {
    if (OF_A_VMA[address >> 2] === 0 || attempt.mmapReleased === 0) return undefined;
    const { object, field } = placeAt(address)!;
    return `${object}.${field} is ${verb} after the mmap lock was dropped`;
  };

/**
 * Without the mmap lock a vma can be unmapped and freed at any moment, also if it is taken again.
 */
const invariant: Invariant = {
  claim: 'Once the handler has dropped the mmap lock it touches no vma and inserts no page.',
  source: 'domain.md §7 U1; §6 B13, B32; commit fc8efd2ddfed',
  on: {
    read: access('read'),
    write: access('written'),
    ...atInsertions((_event, { attempt }) =>
      attempt.mmapReleased === 0 ? undefined : 'a page is inserted after the mmap lock was dropped',
    ),
  },
};

export default invariant;
