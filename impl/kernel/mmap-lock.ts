import { type Coroutine, Operation } from '../../scheduler/operation.ts';
import type { Kernel } from './kernel.ts';
import { mm_struct } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/**
 * The mmap lock, `mmap_sem` up to v5.7: a reader-writer semaphore (domain.md §2.2).
 *
 * A queued writer blocks new readers, unless the world lets readers overtake.
 */

const readable = (kernel: Kernel, mm: mm_struct): boolean =>
  mm.writer === 0 && (mm.queued === 0 || kernel.world.readersOvertake);

const DOWN_READ = primitive({
  name: 'down_read',
  enabled: (kernel, _task, { object }) => readable(kernel, mm_struct.at(kernel, object)),
  perform(kernel, _task, { object }) {
    kernel.add(object + mm_struct.offsets.readers, 1);
    return 0;
  },
});

const UP_READ = primitive({
  name: 'up_read',
  perform(kernel, _task, { object }) {
    kernel.add(object + mm_struct.offsets.readers, -1);
    return 0;
  },
});

const QUEUE_WRITER = primitive({
  name: 'down_write_queue',
  perform(kernel, _task, { object }) {
    mm_struct.at(kernel, object).queued += 1;
    return 0;
  },
});

const DOWN_WRITE = primitive({
  name: 'down_write',
  enabled(kernel, _task, { object }) {
    const mm = mm_struct.at(kernel, object);
    return mm.readers === 0 && mm.writer === 0;
  },
  perform(kernel, task, { object }) {
    const mm = mm_struct.at(kernel, object);
    mm.queued -= 1;
    mm.writer = task + 1;
    return 0;
  },
});

const UP_WRITE = primitive({
  name: 'up_write',
  perform(kernel, _task, { object }) {
    mm_struct.at(kernel, object).writer = 0;
    return 0;
  },
});

const DOWNGRADE_WRITE = primitive({
  name: 'downgrade_write',
  perform(kernel, _task, { object }) {
    const mm = mm_struct.at(kernel, object);
    mm.writer = 0;
    kernel.add(object + mm_struct.offsets.readers, 1);
    return 0;
  },
});

/** Takes the lock for reading; waits for a writer, and behind a queued one. */
export const down_read = (mm: mm_struct): Operation => new Operation(DOWN_READ, mm.ptr);
/** Gives back a read lock: also for somebody else, as fault handlers do on VM_FAULT_RETRY. */
export const up_read = (mm: mm_struct): Operation => new Operation(UP_READ, mm.ptr);
/** Gives back the write lock. */
export const up_write = (mm: mm_struct): Operation => new Operation(UP_WRITE, mm.ptr);
/** Turns the write lock into a read lock; munmap does so since v4.20. */
export const downgrade_write = (mm: mm_struct): Operation => new Operation(DOWNGRADE_WRITE, mm.ptr);

/** Takes the lock for writing: first in the queue, where it keeps readers out, then for real. */
export function* down_write(mm: mm_struct): Coroutine {
  yield new Operation(QUEUE_WRITER, mm.ptr);
  return yield new Operation(DOWN_WRITE, mm.ptr);
}
