import type { RunsByProfile } from '../parse.ts';
import { drop, enter, mapped, moving, waited } from '../prefixes.ts';

/** Wrong runs around the reservation. */
export const reservation: RunsByProfile = {
  every: `
    unlocks twice (L8)
      ${mapped} ] resv_unlock ! resv_unlock
    unlocks what it never took (L8)
      ${enter} resv_trylock_fail ! resv_unlock
    takes the reservation twice (L8)
      ${enter} resv_trylock_ok ! resv_trylock_ok
    takes the reservation twice, while a move is pending (L8)
      ${enter} resv_trylock_ok fence_pending ! resv_trylock_ok
    sleeps for what it holds, while a move is pending (L8)
      ${moving} ! resv_lock_ok
    keeps the reservation over NOPAGE (L1)
      ${mapped} ] ! return_nopage
    keeps the reservation over SIGBUS (L1)
      ${enter} resv_trylock_ok notify_error ! return_sigbus
    keeps the reservation over OOM (L1)
      ${enter} resv_trylock_ok populate_error ! return_oom
    keeps the reservation over RETRY (L1; U4)
      ${enter} resv_trylock_fail ${drop} resv_lock_ok ! return_retry
    keeps it over RETRY_NOWAIT (L1)
      fault_enter_nowait resv_trylock_ok fence_pending ! return_retry
    unlocks after RETRY (L8)
      ${moving} fence_wait_ok resv_unlock bo_put return_retry ! resv_unlock
    puts the object before the unlock (U3)
      ${moving} fence_wait_ok ! bo_put
    puts both references before the unlock (U3)
      ${enter} bo_get resv_trylock_ok bo_get mmap_read_unlock bo_put ! bo_put
    drops the mmap lock with the reservation and no reference (U3)
      ${enter} resv_trylock_ok ! mmap_read_unlock
    drops it while a move is pending (U3)
      ${enter} resv_trylock_ok fence_pending bo_get bo_put ! mmap_read_unlock
    tries after the put (U1)
      ${waited} bo_put ! resv_trylock_ok
    tries in vain after the put (U1)
      ${waited} bo_put ! resv_trylock_fail
    waits after the put (U1)
      ${waited} bo_put ! resv_lock_ok
    waits in vain after the put (U1)
      ${waited} bo_put ! resv_lock_interrupted
  `,
  mmapFirst: `
    sleeps under the mmap lock though retry was allowed (G4)
      ${enter} resv_trylock_fail ! resv_lock_ok
    sleeps under the mmap lock though retry was allowed, in vain (G4)
      ${enter} resv_trylock_fail ! resv_lock_interrupted
    sleeps under RETRY_NOWAIT (G4)
      fault_enter_nowait resv_trylock_fail ! resv_lock_ok
    sleeps for what it holds (L8)
      fault_enter_plain resv_trylock_ok ! resv_lock_ok
    sleeps for what it holds, in vain (L8)
      fault_enter_plain resv_trylock_ok ! resv_lock_interrupted
    gives up without sleeping (P2)
      fault_enter_plain resv_trylock_fail ! return_nopage
  `,
  mmapLast: `
    sleeps under the mmap lock (L5)
      fault_enter_plain resv_trylock_fail ! resv_lock_ok
    sleeps interruptibly there (L5)
      fault_enter_plain resv_trylock_fail ! resv_lock_interrupted
  `,
};
