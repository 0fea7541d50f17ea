import type { RunsByProfile } from '../parse.ts';
import { drop, enter, first, mapped, waited } from '../prefixes.ts';

/** Wrong runs around the mmap lock, RETRY, and the rounds of a trap. */
export const mmapLock: RunsByProfile = {
  every: `
    returns RETRY without the drop (L2)
      ${enter} resv_trylock_fail ! return_retry
    returns RETRY unasked (L2)
      fault_enter_plain resv_trylock_fail ! return_retry
    returns NOPAGE after the drop (P2)
      ${waited} bo_put ! return_nopage
    returns NOPAGE after the drop, having mapped (P2)
      ${mapped} ] resv_unlock mmap_read_unlock ! return_nopage
    returns SIGBUS after the drop (L2)
      ${waited} bo_put ! return_sigbus
    returns OOM after the drop (L2)
      ${waited} bo_put ! return_oom
    returns NOPAGE instead of RETRY (P2)
      ${enter} resv_trylock_fail ! return_nopage
    drops under RETRY_NOWAIT (L2)
      fault_enter_nowait resv_trylock_fail bo_get ! mmap_read_unlock
    drops without retry (L2)
      fault_enter_plain resv_trylock_fail bo_get ! mmap_read_unlock
    drops twice (L2)
      ${enter} resv_trylock_fail ${drop} ! mmap_read_unlock
    drops in the second round (L2)
      ${waited} bo_put return_retry fault_enter_tried resv_trylock_fail bo_get !
      mmap_read_unlock
    returns RETRY in the second round (L2)
      ${waited} bo_put return_retry fault_enter_tried resv_trylock_fail ! return_retry
    is called afresh inside a trap (§3.3)
      ${waited} bo_put return_retry ! fault_enter_retry
    is called afresh inside a trap, without retry (§3.3)
      ${waited} bo_put return_retry ! fault_enter_plain
    is called afresh inside a trap, not to wait (§3.3)
      ${waited} bo_put return_retry ! fault_enter_nowait
    is called again inside a round (§3.3)
      ${enter} ! fault_enter_tried
    faults again before the trap has ended (§3.3)
      ${enter} resv_trylock_ok resv_unlock return_sigbus ! ${enter}
    leaves the trap without returning (§1.7)
      ${enter} resv_trylock_ok resv_unlock ! trap_end
    returns SIGBUS twice (§1.7)
      ${enter} resv_trylock_ok resv_unlock return_sigbus ! return_sigbus
    returns OOM twice (§1.7)
      ${first} ] resv_unlock return_oom ! return_oom
    returns NOPAGE twice (P2)
      ${mapped} ] resv_unlock return_nopage ! return_nopage
    returns RETRY twice (§1.7; L2)
      fault_enter_nowait resv_trylock_fail return_retry ! return_retry
    returns RETRY twice, having dropped the mmap lock (§1.7)
      ${waited} bo_put return_retry ! return_retry
    drops the mmap lock after the return (L2)
      ${enter} resv_trylock_ok resv_unlock return_sigbus ! mmap_read_unlock
    is called again inside a round, after a try (§3.3)
      ${enter} resv_trylock_fail ! fault_enter_tried
    tries after the return (§1.7)
      ${enter} return_sigbus ! resv_trylock_ok
    tries in vain after the return (§1.7)
      ${enter} return_sigbus ! resv_trylock_fail
    asks for the move after the return (§1.7)
      ${enter} return_sigbus ! fence_signaled
    hears of the move after the return (§1.7)
      ${enter} return_sigbus ! fence_pending
  `,
  many: `
    drops a second time in a trap (L2)
      ${waited} bo_put return_retry fault_enter_retry_tried resv_trylock_fail bo_get !
      mmap_read_unlock
    is called again inside a round, after a try, with ALLOW_RETRY|TRIED (§3.3)
      ${enter} resv_trylock_fail ! fault_enter_retry_tried
    is called again inside a round, after a try, with ALLOW_RETRY|RETRY_NOWAIT|TRIED (§3.3)
      ${enter} resv_trylock_fail ! fault_enter_nowait_tried
    is called again inside a round, with ALLOW_RETRY|TRIED (§3.3)
      ${enter} ! fault_enter_retry_tried
    is called again inside a round, with ALLOW_RETRY|RETRY_NOWAIT|TRIED (§3.3)
      ${enter} ! fault_enter_nowait_tried
  `,
  once: `
    is called with ALLOW_RETRY|RETRY_NOWAIT|TRIED (§3.3)
      ${waited} bo_put return_retry ! fault_enter_nowait_tried
    is called with ALLOW_RETRY|TRIED (§3.3)
      ${waited} bo_put return_retry ! fault_enter_retry_tried
  `,
};
