import type { RunsByProfile } from '../parse.ts';
import { drop, enter, mapped, moving } from '../prefixes.ts';

/** Wrong runs around the fence of a pending move, and around notify. */
export const fence: RunsByProfile = {
  every: `
    waits under the mmap lock though retry was allowed (G4)
      ${enter} resv_trylock_ok fence_pending ! fence_wait_ok
    waits there and is interrupted (G4)
      ${enter} resv_trylock_ok fence_pending ! fence_wait_interrupted
    waits there in vain (G4)
      ${enter} resv_trylock_ok fence_pending ! fence_wait_error
    waits without asking though retry was allowed (G4)
      ${enter} resv_trylock_ok ! fence_wait_ok
    waits under the mmap lock with a reference though retry was allowed (G4)
      ${enter} resv_trylock_ok fence_pending bo_get ! fence_wait_ok
    waits under RETRY_NOWAIT (G4)
      fault_enter_nowait resv_trylock_ok fence_pending ! fence_wait_ok
    gives the reservation back and waits under the mmap lock (G4)
      ${enter} resv_trylock_ok fence_pending resv_unlock ! fence_wait_ok
    takes the reservation anew and waits under the mmap lock (G4)
      ${enter} resv_trylock_ok fence_signaled resv_unlock resv_trylock_ok ! fence_wait_ok
    leaves without waiting (P2)
      fault_enter_plain resv_trylock_ok fence_pending resv_unlock ! return_nopage
    drops and does not wait (G4)
      ${moving} resv_unlock bo_put ! return_retry
    takes the reservation once more instead of waiting (G4)
      ${moving} resv_unlock resv_lock_ok resv_unlock bo_put ! return_retry
    tries the reservation once more instead of waiting (G4)
      ${moving} resv_unlock resv_trylock_ok resv_unlock bo_put ! return_retry
    hears once more that the move is pending, and does not wait (G4)
      ${moving} fence_pending resv_unlock bo_put ! return_retry
    hears of the move after the drop, and does not wait (G4)
      ${enter} resv_trylock_ok ${drop} fence_pending resv_unlock bo_put ! return_retry
    gives the reservation back and maps after the wait (P2)
      ${moving} resv_unlock fence_wait_ok bo_put ! return_nopage
    gives the reservation back and reports the error of the wait (L2)
      ${moving} resv_unlock fence_wait_error bo_put ! return_sigbus
    may not wait, and drops the mmap lock (L2)
      fault_enter_nowait resv_trylock_ok fence_pending bo_get resv_unlock ! mmap_read_unlock
    maps during a move (F3)
      fault_enter_plain resv_trylock_ok fence_pending [ io_reserve_ok ! insert_ok
    maps during a move, in vain (F3)
      fault_enter_plain resv_trylock_ok fence_pending [ io_reserve_ok ! insert_sigbus
    maps during a move, without memory (F3)
      fault_enter_plain resv_trylock_ok fence_pending [ io_reserve_ok ! insert_oom
    goes on after an interrupted wait (F3)
      fault_enter_plain resv_trylock_ok fence_wait_interrupted [ io_reserve_ok ! insert_ok
    goes on after a failed wait (F3)
      fault_enter_plain resv_trylock_ok fence_wait_error [ io_reserve_ok ! insert_ok
    goes on after a wait that was interrupted, having asked (F3)
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_interrupted [ io_reserve_ok !
      insert_ok
    goes on after a wait that failed, having asked (F3)
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_error [ io_reserve_ok ! insert_ok
    hears again that a move is pending, and maps (F3)
      fault_enter_plain resv_trylock_ok fence_pending fence_pending [ io_reserve_ok ! insert_ok
    waits there until time runs out (G4)
      ${enter} resv_trylock_ok fence_pending ! fence_wait_expired
    maps though time ran out (F3)
      fault_enter_plain resv_trylock_ok fence_wait_expired [ io_reserve_ok ! insert_ok
    maps though time ran out, having asked (F3)
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_expired [ io_reserve_ok !
      insert_ok
    calls a signal an error (V3)
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_interrupted resv_unlock !
      return_sigbus
    calls a signal a lack of memory (V3)
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_interrupted resv_unlock !
      return_oom
    calls an error a signal (P2)
      fault_enter_plain resv_trylock_ok fence_pending fence_wait_error resv_unlock !
      return_nopage
    calls an error a signal, having waited twice (P2)
      fault_enter_plain resv_trylock_ok fence_wait_interrupted fence_wait_error resv_unlock !
      return_nopage
    calls a signal an error, having waited twice (V3)
      fault_enter_plain resv_trylock_ok fence_wait_error fence_wait_interrupted resv_unlock !
      return_sigbus
    has waited at last, and gives up all the same (P2)
      fault_enter_plain resv_trylock_ok fence_wait_interrupted fence_wait_ok resv_unlock !
      return_nopage
    has heard at last, and gives up all the same (P2)
      fault_enter_plain resv_trylock_ok fence_wait_interrupted fence_signaled resv_unlock !
      return_nopage
    tests the fence only after mapping (F3)
      ${mapped} ! fence_pending
    tests the fence only after more was mapped (F3)
      ${mapped} insert_ok ! fence_pending
    tests the fence only after prefaulting has ended (F3)
      ${mapped} insert_oom ! fence_pending
    hears that what was signaled is pending (F4)
      ${enter} resv_trylock_ok fence_signaled ! fence_pending
    hears that what was waited for is pending (F4)
      fault_enter_plain resv_trylock_ok fence_wait_ok ! fence_pending
    hears that what was pending is over, and pending again (F4)
      ${enter} resv_trylock_ok fence_pending fence_signaled ! fence_pending
    notifies without the reservation (R1)
      ${enter} ! notify_ok
    notifies without the reservation, while a move is pending (R1)
      ${moving} fence_wait_interrupted resv_unlock ! notify_ok
    waits for the move after the return (§1.7)
      ${moving} fence_wait_interrupted resv_unlock bo_put return_retry ! fence_wait_ok
    waits for the move after the return, and is interrupted (§1.7)
      ${moving} fence_wait_interrupted resv_unlock bo_put return_retry ! fence_wait_interrupted
    waits for the move after the return, in vain (§1.7)
      ${moving} fence_wait_interrupted resv_unlock bo_put return_retry ! fence_wait_error
    waits for the move after the return until time runs out (§1.7)
      ${moving} fence_wait_interrupted resv_unlock bo_put return_retry ! fence_wait_expired
    notifies without the reservation, and is to come again (R1)
      ${enter} ! notify_again
    notifies without the reservation, in vain (R1)
      ${enter} ! notify_error
    moves the object on the LRU after the unlock (R1)
      ${enter} resv_trylock_ok resv_unlock ! lru_move
  `,
  io: `
    waits with the io lock (L3)
      fault_enter_plain resv_trylock_ok io_lock_ok ! fence_wait_ok
    waits with the io lock, and is interrupted (L3)
      fault_enter_plain resv_trylock_ok io_lock_ok ! fence_wait_interrupted
    waits with the io lock until time runs out (L3)
      fault_enter_plain resv_trylock_ok io_lock_ok ! fence_wait_expired
    waits with the io lock, in vain (L3)
      fault_enter_plain resv_trylock_ok io_lock_ok ! fence_wait_error
  `,
};
