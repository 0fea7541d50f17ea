import type { RunsByProfile } from '../parse.ts';
import { drop, enter, mapped, moving, waited } from '../prefixes.ts';

/** Wrong runs around the reservation. */
export const reservation: RunsByProfile = {
  every: `
    unlocks twice
      ${mapped} ] resv_unlock ! resv_unlock
    keeps the reservation over NOPAGE
      ${mapped} ] ! return_nopage
    unlocks what it never took
      ${enter} resv_trylock_fail ! resv_unlock
    takes the reservation twice
      ${enter} resv_trylock_ok ! resv_trylock_ok
    sleeps for what it holds
      fault_enter_plain resv_trylock_ok ! resv_lock_ok
    unlocks after RETRY
      ${moving} fence_wait_ok resv_unlock bo_put return_retry ! resv_unlock
    keeps the reservation over SIGBUS
      ${enter} resv_trylock_ok notify_error ! return_sigbus
    keeps the reservation over RETRY
      ${moving} fence_wait_ok ! return_retry
    keeps it over RETRY_NOWAIT
      fault_enter_nowait resv_trylock_ok fence_pending ! return_retry
    keeps what the wait took
      ${enter} resv_trylock_fail ${drop} resv_lock_ok ! bo_put
    goes on with what a try took after the drop
      ${enter} resv_trylock_fail ${drop} resv_trylock_ok ! notify_ok
    tries after the put
      ${enter} resv_trylock_fail ${drop} bo_put ! resv_trylock_ok
    drops what a second try took
      ${enter} resv_trylock_fail bo_get resv_trylock_ok ! mmap_read_unlock
    goes on with what the wait took
      ${enter} resv_trylock_fail ${drop} resv_lock_ok ! notify_ok
    waits twice
      ${waited} ! resv_lock_ok
    moves the object on the LRU after the unlock
      ${enter} resv_trylock_ok resv_unlock ! lru_move
    sleeps though retry was allowed
      ${enter} resv_trylock_fail ! resv_lock_ok
    sleeps under RETRY_NOWAIT
      fault_enter_nowait resv_trylock_fail ! resv_lock_ok
  `,
  mmapLast: `
    sleeps under the mmap lock
      fault_enter_plain resv_trylock_fail ! resv_lock_ok
    sleeps interruptibly there
      fault_enter_plain resv_trylock_fail ! resv_lock_interrupted
  `,
  mmapFirst: `
    gives up without sleeping
      fault_enter_plain resv_trylock_fail ! return_nopage
  `,
};
