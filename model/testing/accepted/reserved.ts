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
    refactor: the offset is refused before the object is reserved
      ${enter} return_sigbus trap_end
    refactor: a missing page of a table that was populated before
      ${first} ] resv_unlock return_oom trap_end
    refactor: pages of a table that was populated before, once RETRY is forbidden
      fault_enter_tried resv_trylock_ok fence_pending fence_wait_ok [ io_reserve_ok ]
      insert_ok resv_unlock return_nopage trap_end
    refactor: io memory is reserved before the wait, and once more after it
      fault_enter_plain resv_trylock_ok [ io_reserve_ok ] fence_pending fence_wait_ok ${map}
    refactor: io memory was reserved by somebody else
      ${enter} resv_trylock_ok insert_ok insert_ok resv_unlock return_nopage trap_end
    refactor: io memory at the second attempt
      ${enter} resv_trylock_ok [ io_reserve_error io_reserve_ok insert_ok ] resv_unlock
      return_nopage trap_end
    refactor: populated before the hook, the move and io memory are asked
      ${enter} resv_trylock_ok populate_ok notify_ok fence_signaled ${map}
    refactor: populates at the second attempt
      ${first} populate_interrupted populate_ok insert_ok ] resv_unlock return_nopage trap_end
      ${first} populate_error populate_ok insert_ok ] resv_unlock return_nopage trap_end
    refactor: populates between two pages, and after them, in vain
      ${mapped} populate_ok insert_ok populate_interrupted populate_error ] resv_unlock
      return_nopage trap_end
      ${mapped} populate_interrupted populate_ok populate_error ] resv_unlock return_nopage trap_end
      ${mapped} insert_oom populate_ok populate_error populate_interrupted ] resv_unlock
      return_nopage trap_end
      ${first} insert_oom populate_error populate_interrupted populate_ok ] resv_unlock return_oom
      trap_end
    since v6.18 in xe: populates before the helpers, and lets the second round report the error
      ${enter} resv_trylock_ok populate_error bo_get mmap_read_unlock resv_unlock bo_put
      return_retry fault_enter_tried resv_trylock_ok populate_error resv_unlock return_sigbus
      trap_end
    refactor: RETRY for an insertion that failed, and for pages that are there already
      ${first} insert_sigbus ] bo_get mmap_read_unlock resv_unlock bo_put return_retry trap_end
      ${mapped} ] bo_get mmap_read_unlock resv_unlock bo_put return_retry trap_end
      ${mapped} insert_ok ] bo_get mmap_read_unlock resv_unlock bo_put return_retry trap_end
      ${mapped} insert_oom ] bo_get mmap_read_unlock resv_unlock bo_put return_retry trap_end
      fault_enter_nowait resv_trylock_ok [ io_reserve_ok insert_ok ] resv_unlock return_retry
      trap_end fault_enter_nowait resv_trylock_ok [ io_reserve_ok insert_ok insert_ok ]
      resv_unlock return_retry trap_end fault_enter_nowait resv_trylock_ok [ io_reserve_ok
      insert_ok insert_oom ] resv_unlock return_retry trap_end fault_enter_nowait
      resv_trylock_ok [ io_reserve_ok insert_oom ] resv_unlock return_retry trap_end
    refactor: RETRY for whatever failed
      fault_enter_nowait resv_trylock_ok notify_error resv_unlock return_retry trap_end
      fault_enter_nowait resv_trylock_ok notify_again resv_unlock return_retry trap_end
      fault_enter_nowait resv_trylock_ok populate_error resv_unlock return_retry trap_end
      fault_enter_nowait resv_trylock_ok populate_interrupted resv_unlock return_retry trap_end
      fault_enter_nowait resv_trylock_ok [ io_reserve_error ] resv_unlock return_retry trap_end
    refactor: waits at the second attempt
      fault_enter_plain resv_trylock_ok fence_wait_interrupted fence_wait_ok ${map}
      fault_enter_plain resv_trylock_ok fence_wait_error fence_signaled ${map}
    refactor: notifies at the second attempt
      ${enter} resv_trylock_ok notify_again notify_ok ${map}
      ${enter} resv_trylock_ok notify_error notify_ok ${map}
    refactor: notifies after the fence was tested, and maps anew after the hook
      ${enter} resv_trylock_ok fence_signaled notify_ok ${map}
      ${enter} resv_trylock_ok [ io_reserve_ok insert_ok ] notify_ok ${map}
    refactor: the object is moved on its list once it is mapped
      ${mapped} lru_move ] resv_unlock return_nopage trap_end
    refactor: a reference is taken and put once all is done
      ${mapped} ] resv_unlock bo_get bo_put return_nopage trap_end
    refactor: an own reference, put under the reservation
      ${enter} bo_get resv_trylock_ok [ io_reserve_ok insert_ok ] bo_put resv_unlock return_nopage
    refactor: an own reference over the whole attempt
      ${enter} bo_get resv_trylock_ok [ io_reserve_ok insert_ok ] resv_unlock bo_put return_nopage
  `,
  io: `
    step 5: the io lock is interrupted
      ${enter} resv_trylock_ok io_lock_interrupted resv_unlock return_nopage
    step 5: the io lock at the second attempt
      ${enter} resv_trylock_ok io_lock_interrupted io_lock_ok io_reserve_ok insert_ok io_unlock
      resv_unlock return_nopage trap_end
    refactor: an own reference is put under the io lock, which is not the last
      ${enter} bo_get resv_trylock_ok io_lock_ok bo_put io_reserve_ok insert_ok io_unlock
      resv_unlock return_nopage trap_end
    refactor: the lock covers the reserving of io memory alone
      ${first} ] insert_ok resv_unlock return_nopage trap_end
    refactor: the io lock before the reservation is tried
      ${enter} io_lock_ok resv_trylock_ok io_reserve_ok insert_ok io_unlock resv_unlock
      return_nopage trap_end
    refactor: RETRY_NOWAIT is answered after an interrupted io lock
      fault_enter_nowait resv_trylock_ok io_lock_interrupted resv_unlock return_retry trap_end
    refactor: the reservation is given back before the io lock
      ${mapped} resv_unlock ] return_nopage
    refactor: the same without io memory
      ${ioFailed} resv_unlock ] return_sigbus
  `,
};
