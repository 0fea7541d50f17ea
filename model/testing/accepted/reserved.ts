import type { RunsByProfile } from '../parse.ts';
import { drop, enter, first, ioFailed, map, mapped } from '../prefixes.ts';

/** Correct runs of `ttm_bo_vm_fault_reserved`, by the steps and returns of domain.md §1.5. */
export const reserved: RunsByProfile = {
  every: `
    step 2: the object is imported
      ${enter} resv_trylock_ok resv_unlock return_sigbus
    step 3: notified
      ${enter} resv_trylock_ok notify_ok ${map}
    step 3: notified, and moved to the LRU tail
      ${enter} resv_trylock_ok notify_ok lru_move fence_signaled ${map}
    step 3: notify is busy
      ${enter} resv_trylock_ok notify_again resv_unlock return_nopage
    step 3: notify fails
      ${enter} resv_trylock_ok notify_error resv_unlock return_sigbus
    step 4: notify began a move, which is waited for without the mmap lock
      ${enter} resv_trylock_ok notify_ok lru_move fence_pending ${drop} fence_wait_ok
      resv_unlock bo_put return_retry trap_end
    step 4: notify began a move, and the caller forbids waiting
      fault_enter_nowait resv_trylock_ok notify_ok fence_pending resv_unlock return_retry trap_end
    step 6: no io memory
      ${ioFailed} ] resv_unlock return_sigbus
    step 7: the offset is outside the object
      ${first} ] resv_unlock return_sigbus
    step 8: populate has no memory
      ${first} populate_error ] resv_unlock return_oom
    step 8: populate fails, since v6.4
      ${first} populate_error ] resv_unlock return_sigbus
    step 8: populate is interrupted
      ${first} populate_interrupted ] resv_unlock return_nopage
    step 9: io memory needs no populate
      ${first} insert_ok ] resv_unlock return_nopage
    step 9: the first page is missing
      ${first} populate_ok ] resv_unlock return_oom
    step 9: the first insertion fails with SIGBUS
      ${first} insert_sigbus ] resv_unlock return_sigbus
    step 9: the first insertion fails with OOM
      ${first} insert_oom ] resv_unlock return_oom
    step 9: the first insertion fails with OOM, of system pages
      ${first} populate_ok insert_oom ] resv_unlock return_oom
    step 9: the first insertion fails with SIGBUS, of system pages
      ${first} populate_ok insert_sigbus ] resv_unlock return_sigbus
    step 9: a later insertion fails with SIGBUS
      ${mapped} insert_ok insert_sigbus ] resv_unlock return_nopage
    step 9: a later insertion fails with OOM
      ${mapped} insert_oom ] resv_unlock return_nopage
    refactor: an own reference, put under the reservation
      ${enter} bo_get resv_trylock_ok [ io_reserve_ok insert_ok ] bo_put resv_unlock return_nopage
    refactor: an own reference over the whole attempt
      ${enter} bo_get resv_trylock_ok [ io_reserve_ok insert_ok ] resv_unlock bo_put return_nopage
  `,
  io: `
    step 5: the io lock is interrupted
      ${enter} resv_trylock_ok io_lock_interrupted resv_unlock return_nopage
    refactor: the reservation is given back before the io lock
      ${mapped} resv_unlock ] return_nopage
    refactor: the same without io memory
      ${ioFailed} resv_unlock ] return_sigbus
  `,
};
