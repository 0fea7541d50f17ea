import type { RunsByProfile } from '../parse.ts';
import { drop, enter, mapped, waited } from '../prefixes.ts';

const returned = `${enter} return_sigbus`;

/** Wrong runs around the handler's own reference. */
export const objectReference: RunsByProfile = {
  every: `
    takes a reference when nothing keeps the object alive (U1)
      ${waited} bo_put ! bo_get
    takes a reference after a drop without one (U1)
      ${enter} resv_trylock_fail mmap_read_unlock ! bo_get
    takes a reference after the return (§1.7)
      ${returned} ! bo_get
    drops without a reference, and waits for the reservation (U1)
      ${enter} resv_trylock_fail mmap_read_unlock ! resv_lock_ok
    forgets the reference over RETRY (U4)
      ${waited} ! return_retry
    forgets the reference over NOPAGE (U4)
      ${enter} bo_get resv_trylock_ok [ io_reserve_ok insert_ok ] resv_unlock ! return_nopage
    forgets the reference over SIGBUS (U4)
      ${enter} bo_get resv_trylock_ok resv_unlock ! return_sigbus
    forgets the reference over OOM (U4)
      ${enter} bo_get resv_trylock_ok populate_ok resv_unlock ! return_oom
    forgets one of two references (U4)
      ${enter} bo_get resv_trylock_fail bo_get mmap_read_unlock resv_lock_ok resv_unlock bo_put !
      return_retry
    puts twice (U4)
      ${waited} bo_put ! bo_put
    puts two references three times (U4)
      ${enter} bo_get bo_get bo_put bo_put ! bo_put
    puts what it never took (U4)
      ${mapped} ] resv_unlock ! bo_put
    puts after the return (U4)
      ${enter} bo_get bo_get bo_get return_sigbus ! bo_put
  `,
  io: `
    puts what may be the last reference under the io lock (L5)
      ${enter} resv_trylock_fail ${drop} io_lock_ok ! bo_put
  `,
};
