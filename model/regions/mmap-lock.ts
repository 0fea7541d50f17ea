import { region } from '../region.ts';

/** The mmap lock: taken by the caller for each round, released by the handler before RETRY only. */
export const mmapLock = region('released', {
  released: {
    fault_enter_plain: 'held',
    fault_enter_retry: 'held',
    fault_enter_retry_tried: 'held',
    fault_enter_tried: 'held',
    fault_enter_nowait: 'held',
    fault_enter_nowait_tried: 'held',
  },
  held: { mmap_read_unlock: 'released', trap_end: 'released' },
});
