import { region } from '../region.ts';

/**
 * The handler's own references on the object, on which its life hangs without the vma.
 *
 * They are counted up to two; who takes more is left to the law that counts on.
 */
export const ownReference = region('none', {
  none: { bo_get: 'one' },
  one: { bo_get: 'two', bo_put: 'none' },
  two: { bo_get: 'more', bo_put: 'one' },
  more: {
    bo_get: 'more',
    bo_put: 'more',
    return_nopage: 'none',
    return_sigbus: 'none',
    return_oom: 'none',
    return_retry: 'none',
  },
});
