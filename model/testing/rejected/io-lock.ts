import type { RunsByProfile } from '../parse.ts';
import { drop, enter, ioFailed, mapped } from '../prefixes.ts';

/** Wrong runs around the io lock. */
export const ioLock: RunsByProfile = {
  every: `
    reserves io memory without the reservation (R1)
      ${enter} [ ! io_reserve_ok
    reserves io memory in vain without the reservation (R1)
      ${enter} [ ! io_reserve_error
  `,
  io: `
    keeps the io lock over the return (the seed bug) (L3)
      ${ioFailed} resv_unlock ! return_sigbus
    keeps the io lock over the return of a mapped page (L3)
      ${mapped} resv_unlock ! return_nopage
    keeps the io lock without memory (L3)
      ${enter} resv_trylock_ok io_lock_ok populate_error resv_unlock ! return_oom
    keeps the io lock over RETRY (L3)
      fault_enter_nowait resv_trylock_ok io_lock_ok fence_pending resv_unlock ! return_retry
    reserves io after the reservation was given back (R1)
      ${enter} resv_trylock_ok io_lock_ok resv_unlock ! io_reserve_ok
    unlocks io twice (L8)
      ${mapped} io_unlock ! io_unlock
    unlocks io after an interruption (L8)
      ${enter} resv_trylock_ok io_lock_interrupted ! io_unlock
    takes io twice (L8)
      ${enter} resv_trylock_ok io_lock_ok ! io_lock_ok
    takes io twice, in vain (L8)
      ${enter} resv_trylock_ok io_lock_ok ! io_lock_interrupted
    reserves io after the io unlock (L4)
      ${enter} resv_trylock_ok io_lock_ok io_unlock ! io_reserve_ok
    reserves io without its lock (L4)
      ${enter} resv_trylock_ok ! io_reserve_ok
    reserves io without its lock, in vain (L4)
      ${enter} resv_trylock_ok ! io_reserve_error
    drops the mmap lock with the io lock (L3)
      ${enter} resv_trylock_ok io_lock_ok bo_get ! mmap_read_unlock
    takes io after the return (§1.7)
      ${enter} return_sigbus ! io_lock_ok
    takes io after the return, in vain (§1.7)
      ${enter} return_sigbus ! io_lock_interrupted
    waits for the reservation with the io lock (L5)
      ${enter} resv_trylock_fail ${drop} io_lock_ok ! resv_lock_ok
    waits for the reservation with the io lock, in vain (L5)
      ${enter} resv_trylock_fail ${drop} io_lock_ok ! resv_lock_interrupted
    calls an interrupted io lock an error (V3)
      ${enter} resv_trylock_ok io_lock_interrupted resv_unlock ! return_sigbus
    has the io lock at last, and gives up all the same (P2)
      ${enter} resv_trylock_ok io_lock_interrupted io_lock_ok io_unlock resv_unlock !
      return_nopage
  `,
  noIo: `
    locks what v5.10 has no more (§2.5)
      ${enter} resv_trylock_ok ! io_lock_ok
    locks what v5.10 has no more, in vain (§2.5)
      ${enter} resv_trylock_ok ! io_lock_interrupted
  `,
};
