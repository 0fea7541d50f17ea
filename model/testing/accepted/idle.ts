import type { RunsByProfile } from '../parse.ts';
import { drop, enter, map } from '../prefixes.ts';

/** Correct runs of `ttm_bo_vm_fault_idle`, by the rows of domain.md §1.2. */
export const idle: RunsByProfile = {
  every: `
    row 1: nothing moves
      ${enter} resv_trylock_ok ${map}
    row 2: the move is over
      ${enter} resv_trylock_ok fence_signaled ${map}
    row 3: a move is pending, and the caller forbids waiting
      fault_enter_nowait resv_trylock_ok fence_pending resv_unlock return_retry trap_end
    row 4: the mmap lock is dropped for the wait, and the second round finds the move over
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_ok resv_unlock bo_put return_retry
      fault_enter_tried resv_trylock_ok fence_signaled ${map}
    row 4: a signal during the wait is ignored
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_interrupted resv_unlock bo_put
      return_retry trap_end
    row 4: an error of the wait is ignored
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_error resv_unlock bo_put
      return_retry trap_end
    refactor: row 4 with a reference to the fence, the reservation is given back first
      ${enter} resv_trylock_ok fence_pending ${drop} resv_unlock fence_wait_ok bo_put return_retry
      fault_enter_tried resv_trylock_ok fence_signaled ${map}
    refactor: the same, and the object is put before the wait
      ${enter} resv_trylock_ok fence_pending ${drop} resv_unlock bo_put fence_wait_interrupted
      return_retry trap_end
    refactor: the same, and the mmap lock is dropped after the reservation
      ${enter} resv_trylock_ok fence_pending bo_get resv_unlock mmap_read_unlock fence_wait_error
      bo_put return_retry trap_end
    row 5a: no retry, waited under the mmap lock
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_ok ${map}
    row 5b: no retry, the wait is interrupted
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_interrupted resv_unlock
      return_nopage
    row 5c: no retry, the wait fails
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_error resv_unlock return_sigbus
    refactor: waits after notify, without testing first
      fault_enter_plain resv_trylock_ok notify_ok fence_wait_ok ${map}
    refactor: asks again after the wait, and while mapping
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_ok fence_signaled
      [ fence_signaled io_reserve_ok insert_ok ] resv_unlock return_nopage
    refactor: asks twice before it may not wait
      fault_enter_nowait resv_trylock_ok fence_pending fence_pending resv_unlock return_retry
    refactor: asks twice, and the move is over meanwhile
      ${enter} resv_trylock_ok fence_pending fence_signaled ${map}
    refactor: asks again after row 4's wait
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_interrupted fence_pending
      fence_signaled resv_unlock bo_put return_retry trap_end
    refactor: waits twice for RETRY, and once more without the reservation
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_interrupted fence_wait_ok
      fence_wait_error resv_unlock fence_wait_interrupted bo_put return_retry trap_end
    refactor: what was asked is waited for, and cannot sleep any more
      ${enter} resv_trylock_ok fence_signaled fence_wait_ok fence_wait_interrupted
      resv_unlock return_nopage trap_end
      ${enter} resv_trylock_ok fence_signaled fence_wait_error resv_unlock return_sigbus trap_end
    refactor: the move is over once the lock is dropped
      ${enter} resv_trylock_ok fence_pending ${drop} fence_signaled resv_unlock bo_put
      return_retry trap_end
    refactor: the fence by an own reference to it, the object being put
      ${enter} resv_trylock_ok fence_pending bo_get resv_unlock fence_signaled mmap_read_unlock
      bo_put fence_signaled fence_wait_ok return_retry trap_end
      ${enter} resv_trylock_ok ${drop} resv_unlock bo_put fence_wait_interrupted fence_wait_error
      return_retry trap_end
    refactor: waits without the reservation, and takes it anew
      fault_enter_plain resv_trylock_ok fence_pending resv_unlock fence_wait_ok resv_trylock_ok
      fence_signaled ${map}
      fault_enter_plain resv_trylock_ok fence_pending resv_unlock resv_trylock_ok
      fence_signaled ${map}
    refactor: drops without having asked, and asks there
      ${enter} resv_trylock_ok ${drop} fence_wait_interrupted fence_wait_error fence_wait_ok
      resv_unlock bo_put return_retry trap_end
    refactor: nothing is said by a fence that is pending when an error is
      fault_enter_plain resv_trylock_ok fence_pending notify_error resv_unlock return_sigbus
      trap_end fault_enter_plain resv_trylock_ok fence_pending notify_again resv_unlock
      return_nopage trap_end fault_enter_plain resv_trylock_ok fence_pending populate_error
      resv_unlock return_oom trap_end
    row 3: notify leaves a move that is pending, and RETRY_NOWAIT is answered
      fault_enter_nowait resv_trylock_ok fence_pending resv_unlock return_retry trap_end
    refactor: the wait is given an end, and the fault comes again or gives up
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_expired resv_unlock return_nopage
      trap_end fault_enter_plain resv_trylock_ok fence_wait_expired resv_unlock return_sigbus
      trap_end fault_enter_plain resv_trylock_ok fence_wait_expired fence_wait_ok ${map}
    refactor: the wait is given an end, and comes to it without the mmap lock
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_expired fence_wait_expired
      resv_unlock bo_put return_retry trap_end
    refactor: a wait that has an end is over at once
      ${enter} resv_trylock_ok fence_signaled fence_wait_expired resv_unlock return_nopage trap_end
    refactor: waits without testing first
      fault_enter_plain resv_trylock_ok fence_wait_ok ${map}
  `,
  once: `
    row 5a in the second round of a trap: ALLOW_RETRY is gone
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_interrupted resv_unlock bo_put
      return_retry fault_enter_tried resv_trylock_ok fence_pending fence_wait_ok ${map}
  `,
  many: `
    row 5a in the second round of a trap: ALLOW_RETRY stays, TRIED is set
      ${enter} resv_trylock_ok fence_pending ${drop} fence_wait_interrupted resv_unlock bo_put
      return_retry fault_enter_retry_tried resv_trylock_ok fence_pending fence_wait_ok ${map}
    row 5a: TRIED outweighs RETRY_NOWAIT
      fault_enter_nowait_tried resv_trylock_ok fence_pending fence_wait_ok ${map}
  `,
};
