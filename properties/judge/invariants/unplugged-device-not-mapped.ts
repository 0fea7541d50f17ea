import { isDummyPfn } from '../../../impl/kernel/pfn.ts';
import type { Attempt } from '../attempt.ts';
import { atAnyInsertion } from '../insertion.ts';
import type { Invariant } from '../invariant.ts';

function insertingZeroes(attempt: Readonly<Attempt>): string | undefined {
  const { unplugged, pageZeroed, errorCodes } = attempt;
  if (!unplugged)
    return 'a page of zeroes is inserted, although nothing said that the device is gone';
  // drmm_add_action_or_reset frees it when it fails; without the reset nobody ever would.
  if (errorCodes !== 0) return 'a page is inserted that will not be freed with the device';
  return pageZeroed ? undefined : 'a page is inserted that was allocated without __GFP_ZERO';
}

function insertingPage({ unplugged, present, deviceSections }: Readonly<Attempt>) {
  if (unplugged) {
    return 'a page of the object is inserted, although drm_dev_enter said that the device is gone';
  }
  return present && deviceSections === 0
    ? 'a page of the object is inserted after drm_dev_exit'
    : undefined;
}

/**
 * Where the device was, the bus answers nothing, and its memory may be somebody else's. Unplugging
 * waits for the sections and then removes the entries: one that is made outside stays.
 */
const invariant: Invariant = {
  claim:
    'Once drm_dev_enter has said that the device is gone, the handler maps nothing but a page of ' +
    'zeroes; such a page it maps only then. Where it said that the device is there, the handler ' +
    'maps before its drm_dev_exit.',
  source: 'domain.md §1.7, §2.9',
  on: atAnyInsertion((event, { attempt }) =>
    isDummyPfn(event.b) ? insertingZeroes(attempt) : insertingPage(attempt),
  ),
};

export default invariant;
