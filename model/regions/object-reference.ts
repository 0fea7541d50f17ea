import { region } from '../region.ts';

/** The handler's own reference on the object, which the object's life hangs on without the vma. */
export const objectReference = region('none', {
  none: { bo_get: 'held' },
  held: { bo_put: 'none' },
});
