import type { RunsByProfile } from '../parse.ts';
import { drop, enter, mapped, moving } from '../prefixes.ts';

/** Wrong runs around the fence of a pending move, and around notify. */
export const fence: RunsByProfile = {
  every: `
    waits under the mmap lock though retry was allowed
      ${enter} resv_trylock_ok fence_pending ! fence_wait_ok
    waits under RETRY_NOWAIT
      fault_enter_nowait resv_trylock_ok fence_pending ! fence_wait_ok
    leaves without waiting
      fault_enter_plain resv_trylock_ok fence_pending ! resv_unlock
    drops and does not wait
      ${moving} resv_unlock bo_put ! return_retry
    gives the reservation back and waits under the mmap lock
      ${enter} resv_trylock_ok fence_pending resv_unlock ! fence_wait_ok
    gives the reservation back and maps after the wait
      ${moving} resv_unlock fence_wait_ok bo_put ! return_nopage
    gives the reservation back and reports the error of the wait
      ${moving} resv_unlock fence_wait_error bo_put ! return_sigbus
    waits twice
      ${moving} resv_unlock fence_wait_ok ! fence_wait_ok
    may not wait, and drops the mmap lock
      fault_enter_nowait resv_trylock_ok fence_pending bo_get resv_unlock ! mmap_read_unlock
    maps during a move
      fault_enter_plain resv_trylock_ok fence_pending ! io_reserve_ok
    goes on after an interrupted wait
      fault_enter_plain resv_trylock_ok fence_wait_interrupted ! io_reserve_ok
    goes on after a failed wait
      fault_enter_plain resv_trylock_ok fence_wait_error ! io_reserve_ok
    calls a signal an error
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_interrupted resv_unlock !
      return_sigbus
    calls an error a signal
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_error resv_unlock !
      return_nopage
    notifies after the fence was tested
      ${enter} resv_trylock_ok fence_signaled ! notify_ok
    tests the fence only after mapping
      ${mapped} ! fence_pending
    hears again that a move is pending, and maps
      fault_enter_plain resv_trylock_ok fence_pending fence_pending ! io_reserve_ok
    drops though the move is over meanwhile
      ${enter} resv_trylock_ok fence_pending fence_signaled bo_get ! mmap_read_unlock
    maps after the drop, the move being over
      ${moving} fence_signaled ! io_reserve_ok
    tests the fence without the reservation
      ${enter} ! fence_signaled
    waits for the fence without its reservation
      ${enter} resv_trylock_fail ${drop} ! fence_wait_ok
    notifies without the reservation
      ${enter} ! notify_ok
  `,
  io: `
    takes io during a move
      fault_enter_plain resv_trylock_ok fence_pending ! io_lock_ok
    maps after an interrupted wait
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_interrupted ! io_lock_ok
    waits with the io lock
      fault_enter_plain resv_trylock_ok io_lock_ok ! fence_wait_ok
  `,
};
