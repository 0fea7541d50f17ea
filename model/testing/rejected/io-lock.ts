import type { RunsByProfile } from '../parse.ts';
import { enter, first, ioFailed, mapped } from '../prefixes.ts';

/** Wrong runs around the io lock. */
export const ioLock: RunsByProfile = {
  io: `
    keeps the io lock over the return (the seed bug)
      ${ioFailed} resv_unlock ! return_sigbus
    keeps the io lock over the return of a mapped page
      ${mapped} resv_unlock ! return_nopage
    reserves io after the reservation was given back
      ${enter} resv_trylock_ok io_lock_ok resv_unlock ! io_reserve_ok
    unlocks io twice
      ${mapped} io_unlock ! io_unlock
    unlocks io after an interruption
      ${enter} resv_trylock_ok io_lock_interrupted ! io_unlock
    takes io before the reservation
      ${enter} ! io_lock_ok
    takes io after its lock was interrupted
      ${enter} resv_trylock_ok io_lock_interrupted ! io_lock_ok
    takes io twice
      ${enter} resv_trylock_ok io_lock_ok ! io_lock_ok
    inserts after the io unlock
      ${first} io_unlock ! insert_ok
    reserves io after the io unlock
      ${enter} resv_trylock_ok io_lock_ok io_unlock ! io_reserve_ok
    reserves io without its lock
      ${enter} resv_trylock_ok ! io_reserve_ok
    drops the mmap lock with the io lock
      ${enter} resv_trylock_ok io_lock_ok bo_get ! mmap_read_unlock
  `,
  noIo: `
    locks what v5.10 has no more
      ${enter} resv_trylock_ok ! io_lock_ok
  `,
};
