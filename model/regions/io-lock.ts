import { region } from '../region.ts';

/** The io lock of the memory manager; on its fast path only the calls have to balance. */
export const ioLock = region('free', {
  free: { io_lock_ok: 'held' },
  held: { io_unlock: 'free' },
});
