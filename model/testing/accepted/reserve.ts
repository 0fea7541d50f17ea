import type { RunsByProfile } from '../parse.ts';
import { drop, enter, map, waited } from '../prefixes.ts';

/** Correct runs of `ttm_bo_vm_reserve`, by the rows of domain.md §1.4. */
export const reserve: RunsByProfile = {
  every: `
    row 1: reserved at once
      ${enter} resv_trylock_ok ${map}
    row 2: waited without the mmap lock, then reserved in the second round
      ${waited} bo_put return_retry fault_enter_tried resv_trylock_ok ${map}
    row 2: the wait is interrupted, and the task is killed
      ${enter} resv_trylock_fail ${drop} resv_lock_interrupted bo_put return_retry trap_end
    row 2: the reservation is free again before the wait begins (ttm_bo_wait_unreserved)
      ${enter} resv_trylock_fail ${drop} bo_put return_retry trap_end
    row 3: the caller forbids waiting
      fault_enter_nowait resv_trylock_fail return_retry trap_end
    refactor: tries twice, in vain
      ${enter} resv_trylock_fail resv_trylock_fail ${drop} resv_lock_ok resv_unlock bo_put
      return_retry trap_end
    refactor: tries twice, with success
      ${enter} resv_trylock_fail resv_trylock_ok ${map}
      fault_enter_nowait resv_trylock_fail resv_trylock_ok ${map}
      fault_enter_plain resv_trylock_fail resv_trylock_ok ${map}
    refactor: tries again after the drop
      ${enter} resv_trylock_fail ${drop} resv_trylock_ok resv_unlock bo_put return_retry trap_end
    refactor: waits twice without the mmap lock
      ${waited} resv_lock_ok resv_unlock bo_put return_retry trap_end
    refactor: a second try that fails, for what is held already
      ${enter} resv_trylock_ok resv_trylock_fail ${map}
    refactor: drops what a second try took, and takes the next round
      ${enter} resv_trylock_fail bo_get resv_trylock_ok mmap_read_unlock resv_unlock bo_put
      return_retry trap_end
    refactor: drops without a reference, and touches nothing any more
      ${enter} resv_trylock_fail mmap_read_unlock return_retry trap_end
    refactor: two references, for the helper and for its caller
      ${enter} bo_get resv_trylock_fail bo_get mmap_read_unlock resv_lock_ok resv_unlock
      bo_put bo_put return_retry trap_end
    refactor: references are put in the second round as well
      ${enter} bo_get bo_get bo_get bo_put bo_put bo_put resv_trylock_ok ${map}
    refactor: asks whether the reservation is free, and drops without a try
      ${enter} ${drop} resv_lock_interrupted bo_put return_retry trap_end
    refactor: finds a move under way, and a signal ends the wait for the reservation
      ${enter} resv_trylock_ok fence_pending resv_unlock ${drop} resv_lock_interrupted bo_put
      return_retry trap_end
    refactor: answers RETRY_NOWAIT without a try
      fault_enter_nowait return_retry trap_end
    row 3: an own reference may be held meanwhile
      fault_enter_nowait bo_get resv_trylock_fail bo_put return_retry trap_end
  `,
  mmapLast: `
    row 4 until v5.5: no retry, no wait, another trap
      fault_enter_plain resv_trylock_fail return_nopage trap_end
      fault_enter_plain resv_trylock_ok ${map}
    refactor: the second of two tries gets it
      fault_enter_plain resv_trylock_fail resv_trylock_fail resv_trylock_ok ${map}
    refactor: the offset is refused though the reservation is busy
      fault_enter_plain resv_trylock_fail return_sigbus trap_end
  `,
  mmapFirst: `
    row 4 since v5.6: sleeps under the mmap lock
      fault_enter_plain resv_trylock_fail resv_lock_ok fence_signaled ${map}
    row 4 since v5.6: the sleep is interrupted
      fault_enter_plain resv_trylock_fail resv_lock_interrupted return_nopage
    refactor: sleeps without trylock
      fault_enter_plain resv_lock_ok ${map}
    refactor: sleeps under the mmap lock with an own reference, put under the reservation
      fault_enter_plain resv_trylock_fail bo_get resv_lock_ok bo_put ${map}
    refactor: sleeps once more after it was interrupted
      fault_enter_plain resv_trylock_fail resv_lock_interrupted resv_lock_ok ${map}
    refactor: tries once more after it was interrupted
      fault_enter_plain resv_trylock_fail resv_lock_interrupted resv_trylock_ok ${map}
    refactor: interrupted without trylock
      fault_enter_plain resv_lock_interrupted return_nopage
  `,
  many: `
    since v5.7: the second round keeps ALLOW_RETRY
      ${waited} bo_put return_retry fault_enter_retry_tried resv_trylock_ok ${map}
  `,
  manyMmapFirst: `
    since v5.7: the second round sleeps under the mmap lock
      ${waited} bo_put return_retry fault_enter_retry_tried resv_trylock_fail resv_lock_ok ${map}
    since v5.7: TRIED outweighs RETRY_NOWAIT
      fault_enter_nowait_tried resv_trylock_fail resv_lock_ok ${map}
  `,
};
