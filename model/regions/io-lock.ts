import { region } from '../region.ts';

/** The io lock of the memory manager; on its fast path only the calls have to balance. */
export const ioLock = region('free', {
  free: {
    io_lock_ok: 'held',
    io_lock_interrupted: 'free',
    io_reserve_ok: 'free',
    io_reserve_error: 'free',
  },
  held: { io_unlock: 'free', io_reserve_ok: 'held', io_reserve_error: 'held' },
});
