import type { RunsByProfile } from '../parse.ts';
import { drop, enter, waited } from '../prefixes.ts';

/** Wrong runs around the mmap lock and RETRY. */
export const mmapLock: RunsByProfile = {
  every: `
    returns RETRY without the drop
      ${enter} resv_trylock_fail ! return_retry
    returns RETRY without need
      ${enter} resv_trylock_ok resv_unlock ! return_retry
    returns RETRY unasked
      fault_enter_plain resv_trylock_fail ! return_retry
    returns NOPAGE after the drop
      ${waited} bo_put ! return_nopage
    returns NOPAGE instead of RETRY
      ${enter} resv_trylock_fail ! return_nopage
    drops under RETRY_NOWAIT
      fault_enter_nowait resv_trylock_fail bo_get ! mmap_read_unlock
    drops without retry
      fault_enter_plain resv_trylock_fail bo_get ! mmap_read_unlock
    drops without need
      ${enter} resv_trylock_ok bo_get ! mmap_read_unlock
    drops twice
      ${enter} resv_trylock_fail ${drop} ! mmap_read_unlock
    drops in the second round
      ${waited} bo_put return_retry fault_enter_tried resv_trylock_fail bo_get !
      mmap_read_unlock
    is called afresh inside a trap
      ${waited} bo_put return_retry ! fault_enter_retry
  `,
  many: `
    drops a second time in a trap
      ${waited} bo_put return_retry fault_enter_retry_tried resv_trylock_fail bo_get !
      mmap_read_unlock
  `,
  once: `
    is called with ALLOW_RETRY|RETRY_NOWAIT|TRIED
      ${waited} bo_put return_retry ! fault_enter_nowait_tried
    is called with ALLOW_RETRY|TRIED
      ${waited} bo_put return_retry ! fault_enter_retry_tried
  `,
};
