/**
 * The event alphabet of one fault attempt: every event the statechart knows, with its meaning.
 *
 * All of them happen in the faulting task. The names are lower_snake because they also become the
 * event names of the kernel's runtime-verification `.dot` dialect (domain.md §9).
 */
export const meanings = {
  fault_enter_plain: 'the handler is called with neither ALLOW_RETRY nor TRIED',
  fault_enter_retry: 'the handler is called with ALLOW_RETRY',
  fault_enter_retry_tried: 'the handler is called with ALLOW_RETRY|TRIED',
  fault_enter_tried: 'the handler is called with TRIED, without ALLOW_RETRY',
  fault_enter_nowait: 'the handler is called with ALLOW_RETRY|RETRY_NOWAIT',
  fault_enter_nowait_tried: 'the handler is called with ALLOW_RETRY|RETRY_NOWAIT|TRIED',
  resv_trylock_ok: 'dma_resv_trylock took the reservation',
  resv_trylock_fail: 'dma_resv_trylock found the reservation taken',
  resv_lock_ok: 'dma_resv_lock_interruptible took the reservation, perhaps after sleeping',
  resv_lock_interrupted: 'dma_resv_lock_interruptible gave up because of a signal',
  resv_unlock: 'dma_resv_unlock released the reservation',
  bo_get: 'ttm_bo_get took a reference on the object for the handler itself',
  bo_put: 'ttm_bo_put dropped that reference',
  mmap_read_unlock: 'the handler released the mmap lock on behalf of its caller',
  notify_ok: 'fault_reserve_notify returned 0; the object may have moved',
  notify_again: 'fault_reserve_notify returned -EBUSY or -ERESTARTSYS',
  notify_error: 'fault_reserve_notify returned any other error',
  lru_move: 'ttm_bo_move_to_lru_tail moved the object to the tail of its LRU list',
  fence_signaled: 'dma_fence_is_signaled(moving) was true',
  fence_pending: 'dma_fence_is_signaled(moving) was false',
  fence_wait_ok: 'dma_fence_wait(moving) returned 0',
  fence_wait_interrupted: 'dma_fence_wait(moving) returned -ERESTARTSYS',
  fence_wait_error: 'dma_fence_wait(moving) returned any other error',
  fence_wait_expired: 'a wait for moving that is given an end ran out of time',
  io_lock_ok: 'ttm_mem_io_lock returned 0, also on the fast path where nothing is locked',
  io_lock_interrupted: 'ttm_mem_io_lock gave up because of a signal',
  io_unlock: 'ttm_mem_io_unlock was called, also on the fast path',
  io_reserve_ok: 'ttm_mem_io_reserve_vm (v5.10: ttm_mem_io_reserve) returned 0',
  io_reserve_error: 'ttm_mem_io_reserve_vm (v5.10: ttm_mem_io_reserve) failed',
  populate_ok: 'ttm_tt_populate returned 0',
  populate_interrupted: 'ttm_tt_populate returned -EINTR, -ERESTARTSYS or -EAGAIN',
  populate_error: 'ttm_tt_populate failed for any other reason',
  insert_ok: 'one page table entry was inserted, or was there already',
  insert_sigbus: 'one insertion returned VM_FAULT_SIGBUS',
  insert_oom: 'one insertion returned VM_FAULT_OOM',
  return_zero: 'the handler returned 0, which no fault handler may',
  return_nopage: 'the handler returned VM_FAULT_NOPAGE',
  return_sigbus: 'the handler returned VM_FAULT_SIGBUS',
  return_oom: 'the handler returned VM_FAULT_OOM',
  return_retry: 'the handler returned VM_FAULT_RETRY',
  return_other: 'the handler returned another value, or RETRY with other bits; never right',
  trap_end: 'the faulting task left the trap; its next fault has fresh flags',
} as const;

/** The name of one event of the statechart. */
export type FaultEvent = keyof typeof meanings;

/** The event names, in the order of the table's columns. */
export const faultEvents = Object.keys(meanings) as readonly FaultEvent[];

/** The table column of each event. */
export const eventColumns = Object.fromEntries(
  faultEvents.map((event, column) => [event, column]),
) as Readonly<Record<FaultEvent, number>>;
