import type { RunsByProfile } from '../parse.ts';
import { drop, enter, mapped, moving, waited } from '../prefixes.ts';

/** Wrong runs around the handler's own reference. */
export const objectReference: RunsByProfile = {
  every: `
    drops without a reference
      ${enter} resv_trylock_fail ! mmap_read_unlock
    drops without a reference while a move is pending
      ${enter} resv_trylock_ok fence_pending ! mmap_read_unlock
    takes a reference when nothing keeps the object alive
      ${waited} bo_put ! bo_get
    takes a reference when everything is over
      ${enter} resv_trylock_ok resv_unlock ! bo_get
    takes a reference after the return
      ${enter} resv_trylock_ok resv_unlock return_sigbus ! bo_get
    takes a reference after RETRY
      fault_enter_nowait resv_trylock_fail return_retry ! bo_get
    sleeps under the mmap lock with a reference though retry was allowed
      ${enter} resv_trylock_fail bo_get ! resv_lock_ok
    waits under the mmap lock with a reference though retry was allowed
      ${enter} resv_trylock_ok fence_pending bo_get ! fence_wait_ok
    takes a second reference after the drop
      ${enter} resv_trylock_fail ${drop} bo_put ! bo_get
    takes two references
      ${enter} bo_get ! bo_get
    forgets the reference
      ${waited} ! return_retry
    puts before the unlock
      ${moving} fence_wait_ok ! bo_put
    drops after it has put
      ${enter} resv_trylock_ok fence_pending bo_get bo_put ! mmap_read_unlock
    puts before the wait
      ${moving} ! bo_put
    waits after the put
      ${enter} resv_trylock_fail ${drop} bo_put ! resv_lock_ok
    puts twice
      ${waited} bo_put ! bo_put
    puts what it never took
      ${mapped} ] resv_unlock ! bo_put
  `,
};
