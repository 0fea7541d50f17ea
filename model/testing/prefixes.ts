/** The usual fault: ALLOW_RETRY, first round. */
export const enter = 'fault_enter_retry';

/** The mmap lock is dropped under an own reference. */
export const drop = 'bo_get mmap_read_unlock';

/** The reservation was taken at once, and io memory is ready. */
export const first = `${enter} resv_trylock_ok [ io_reserve_ok`;

/** The reservation was taken at once, and io memory could not be prepared. */
export const ioFailed = `${enter} resv_trylock_ok [ io_reserve_error`;

/** The faulting page is mapped. */
export const mapped = `${first} insert_ok`;

/** The reservation was contended and waited for without the mmap lock. */
export const waited = `${enter} resv_trylock_fail ${drop} resv_lock_ok resv_unlock`;

/** A move is pending, and the mmap lock is dropped for it. */
export const moving = `${enter} resv_trylock_ok fence_pending ${drop}`;

/** What maps some pages and ends the trap, once the object is reserved and idle. */
export const map =
  '[ io_reserve_ok populate_ok insert_ok insert_ok ] resv_unlock return_nopage trap_end';
