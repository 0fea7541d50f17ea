import type { Program } from './promise-fault.ts';
import { NOBODY } from './promise-kernel.ts';

/** The environment of the faulting threads, primitive for primitive as in `impl/environment/`. */

/** Moves the object to system memory. */
export async function evictor({ kernel, threads }: Program, task: number): Promise<void> {
  await threads.until(
    'spin_lock',
    () => kernel.lruLock === NOBODY,
    () => {
      kernel.lruLock = task;
    },
  );
  const reserved = await threads.step('dma_resv_trylock', () => kernel.takeReservation(task));
  await threads.step('spin_unlock', () => {
    kernel.lruLock = NOBODY;
  });
  if (!reserved) return;
  await threads.until(
    'ttm_mem_io_lock',
    () => kernel.ioLock === NOBODY,
    () => kernel.takeIoLock(task),
  );
  await threads.step('ttm_bo_handle_move_mem', () => kernel.move());
  await threads.step('ttm_mem_io_unlock', () => kernel.releaseIoLock(task));
  await threads.step('dma_resv_unlock', () => kernel.releaseReservation(task));
}

/** Unmaps the object, under a downgraded mmap lock. */
export async function munmap({ kernel, threads }: Program, task: number): Promise<void> {
  await threads.step('down_write_queue', () => {
    kernel.queued += 1;
  });
  await threads.until(
    'down_write',
    () => kernel.readers === 0 && kernel.writer === NOBODY,
    () => {
      kernel.queued -= 1;
      kernel.writer = task;
    },
  );
  await threads.step('detach_vma', () => kernel.detach());
  await threads.step('downgrade_write', () => {
    kernel.writer = NOBODY;
    kernel.readers += 1;
  });
  await threads.step('ttm_bo_put', () => kernel.put());
  await threads.step('vm_area_free', () => {});
  await threads.step('up_read', () => kernel.releaseRead());
}

/** Sends the first faulting thread a signal that does not kill. */
export async function signal({ kernel, threads }: Program): Promise<void> {
  await threads.step('send_signal', () => {
    kernel.signals[0] = 1;
  });
}

/** Signals the fences of moves, for ever. */
export async function gpu({ kernel, threads }: Program): Promise<never> {
  for (;;) {
    await threads.until(
      'dma_fence_signal',
      () => kernel.moving === 'pending',
      () => {
        kernel.moving = 'signaled';
      },
    );
  }
}

/** Destroys objects without references, for ever; here the handle keeps the object alive. */
export async function releaseWorker({ kernel, threads }: Program): Promise<never> {
  for (;;) {
    await threads.until(
      'ttm_bo_delayed_delete',
      () => kernel.references === 0 && !kernel.deleted,
      () => {
        kernel.deleted = true;
      },
    );
  }
}
