import { isDummyPfn } from '../../../impl/kernel/pfn.ts';
import { atAnyInsertion } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

/** Where the device was, the bus answers nothing, and its memory may be somebody else's. */
const invariant: Invariant = {
  claim:
    'Once drm_dev_enter has said that the device is gone, the handler maps nothing but a page of ' +
    'zeroes; such a page it maps only then.',
  source: 'domain.md §1.7, §2.9',
  on: atAnyInsertion((event, { attempt }) => {
    if (isDummyPfn(event.b) === attempt.unplugged) return undefined;
    return attempt.unplugged
      ? 'a page of the object is inserted, although drm_dev_enter said that the device is gone'
      : 'a page of zeroes is inserted, although nothing said that the device is gone';
  }),
};

export default invariant;
