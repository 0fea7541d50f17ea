import type { RunsByProfile } from '../parse.ts';
import { enter, first, ioFailed, mapped } from '../prefixes.ts';

/** Wrong runs around mapping and return codes. */
export const mapping: RunsByProfile = {
  every: `
    inserts before the reservation (P1)
      ${enter} ! insert_ok
    inserts before the reservation, in vain (P1)
      ${enter} ! insert_sigbus
    inserts before the reservation, without memory (P1)
      ${enter} ! insert_oom
    inserts after the unlock (P1)
      ${enter} resv_trylock_ok resv_unlock ! insert_ok
    inserts after the drop (U1)
      ${enter} resv_trylock_ok bo_get mmap_read_unlock ! insert_ok
    inserts after the drop, in vain (U1)
      ${enter} resv_trylock_ok bo_get mmap_read_unlock ! insert_sigbus
    inserts after the drop, without memory (U1)
      ${enter} resv_trylock_ok bo_get mmap_read_unlock ! insert_oom
    calls a busy object an error (V3)
      ${enter} resv_trylock_ok notify_again resv_unlock ! return_sigbus
    calls a busy object a lack of memory (V3)
      ${enter} resv_trylock_ok notify_again resv_unlock ! return_oom
    notifies twice, and calls a busy object an error (V3)
      ${enter} resv_trylock_ok notify_error notify_again resv_unlock ! return_sigbus
    notifies twice, and calls an error busy (P2)
      ${enter} resv_trylock_ok notify_again notify_error resv_unlock ! return_nopage
    could notify at last, and gives up all the same (P2)
      ${enter} resv_trylock_ok notify_again notify_ok resv_unlock ! return_nopage
    inserts after a failed insertion (P4)
      ${first} insert_oom ! insert_ok
    inserts after an insertion that is not permitted (P4)
      ${first} insert_sigbus ! insert_ok
    inserts in vain after a failed insertion (P4)
      ${first} insert_oom ! insert_oom
    inserts in vain after an insertion that is not permitted (P4)
      ${first} insert_sigbus ! insert_sigbus
    inserts after a failed prefault (P4)
      ${mapped} insert_oom ! insert_ok
    inserts after a prefault that is not permitted (P4)
      ${mapped} insert_ok insert_sigbus ! insert_ok
    inserts after populating, though an insertion failed (P4)
      ${first} insert_sigbus populate_ok ! insert_ok
    inserts after populating, though a prefault failed (P4)
      ${mapped} insert_sigbus populate_ok ! insert_ok
    inserts after io memory was refused (I1)
      ${ioFailed} ! insert_ok
    inserts in vain after io memory was refused (I1)
      ${ioFailed} ! insert_sigbus
    inserts without memory after io memory was refused (I1)
      ${ioFailed} ! insert_oom
    maps after populate failed (§2.6)
      ${first} populate_error ! insert_ok
    maps after populate was interrupted (§2.6)
      ${first} populate_interrupted ! insert_ok
    maps in vain after populate failed (§2.6)
      ${first} populate_error ! insert_sigbus
    maps without memory after populate failed (§2.6)
      ${first} populate_error ! insert_oom
    maps after notify was busy (§2.7)
      ${enter} resv_trylock_ok notify_again fence_signaled [ io_reserve_ok ! insert_ok
    maps after notify failed (§2.7)
      ${enter} resv_trylock_ok notify_error fence_signaled [ io_reserve_ok ! insert_ok
    maps in vain after notify failed (§2.7)
      ${enter} resv_trylock_ok notify_error fence_signaled [ io_reserve_ok ! insert_sigbus
    maps without memory after notify failed (§2.7)
      ${enter} resv_trylock_ok notify_error fence_signaled [ io_reserve_ok ! insert_oom
    populates without the reservation (R1)
      ${enter} ! populate_ok
    populates without the reservation, in vain (R1)
      ${enter} ! populate_error
    populates without the reservation, and is interrupted (R1)
      ${enter} ! populate_interrupted
    returns OOM of a prefault (P3)
      ${mapped} insert_oom ] resv_unlock ! return_oom
    returns SIGBUS of a prefault (P3)
      ${mapped} insert_sigbus ] resv_unlock ! return_sigbus
    returns SIGBUS of a later prefault (P3)
      ${mapped} insert_ok insert_sigbus ] resv_unlock ! return_sigbus
    refuses what it mapped (P3)
      ${mapped} ] resv_unlock ! return_sigbus
    refuses what it mapped, and more (P3)
      ${mapped} insert_ok insert_ok ] resv_unlock ! return_oom
    refuses what it mapped before it populated (P3)
      ${mapped} populate_ok ] resv_unlock ! return_sigbus
    swallows the first error (P2)
      ${first} insert_sigbus ] resv_unlock ! return_nopage
    swallows the first error, of a signal (P2)
      ${first} fence_signaled insert_oom populate_interrupted ] resv_unlock ! return_nopage
    returns NOPAGE with nothing mapped (P2)
      ${first} ] resv_unlock ! return_nopage
    returns NOPAGE though populating took all away again (P2)
      ${enter} resv_trylock_ok [ io_reserve_ok insert_ok ] notify_ok resv_unlock ! return_nopage
    returns NOPAGE though the hook took more away again (P2)
      ${mapped} insert_ok ] notify_ok resv_unlock ! return_nopage
    returns NOPAGE though the hook took all away after prefaulting (P2)
      ${mapped} insert_oom ] notify_ok resv_unlock ! return_nopage
    returns 0 (P5)
      ${mapped} ] resv_unlock ! return_zero
    returns a negative errno (V1)
      ${mapped} ] resv_unlock ! return_other
    calls an io error a signal (P2)
      ${ioFailed} ] resv_unlock ! return_nopage
    has io memory at last, and gives up all the same (P2)
      ${enter} resv_trylock_ok [ io_reserve_error io_reserve_ok ] resv_unlock ! return_nopage
    calls an interrupted populate an error (V3)
      ${first} populate_interrupted ] resv_unlock ! return_oom
    calls an interrupted populate a refusal (V3)
      ${first} populate_interrupted ] resv_unlock ! return_sigbus
    calls an error of populate a signal (P2)
      ${first} populate_interrupted populate_error ] resv_unlock ! return_nopage
    calls a signal an error of populate (V3)
      ${first} populate_error populate_interrupted ] resv_unlock ! return_sigbus
    has populated at last, and gives up all the same (P2)
      ${first} populate_interrupted populate_ok ] resv_unlock ! return_nopage
    has mapped in the round before (P2)
      ${mapped} ] resv_unlock return_nopage trap_end fault_enter_plain resv_trylock_ok resv_unlock
      ! return_nopage
    was interrupted in the round before (P2)
      ${first} populate_interrupted ] resv_unlock return_nopage trap_end fault_enter_plain
      resv_trylock_ok resv_unlock ! return_nopage
  `,
};
