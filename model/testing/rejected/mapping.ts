import type { RunsByProfile } from '../parse.ts';
import { enter, first, ioFailed, mapped } from '../prefixes.ts';

/** Wrong runs around mapping and return codes. */
export const mapping: RunsByProfile = {
  every: `
    inserts before the reservation
      ${enter} ! insert_ok
    inserts after the unlock
      ${enter} resv_trylock_ok resv_unlock ! insert_ok
    refuses an object that it never reserved
      ${enter} ! return_sigbus
    calls a busy object an error
      ${enter} resv_trylock_ok notify_again resv_unlock ! return_sigbus
    returns twice
      ${enter} resv_trylock_ok resv_unlock return_sigbus ! return_sigbus
    faults again before the trap has ended
      ${enter} resv_trylock_ok resv_unlock return_sigbus ! ${enter}
    leaves the trap without returning
      ${enter} resv_trylock_ok resv_unlock ! trap_end
    inserts before io memory is reserved
      ${enter} resv_trylock_ok [ ! insert_ok
    inserts after a failed insertion
      ${first} insert_oom ! insert_ok
    inserts after an insertion that is not permitted
      ${first} insert_sigbus ! insert_ok
    inserts after a failed prefault
      ${mapped} insert_oom ! insert_ok
    inserts after io memory was refused
      ${ioFailed} ! insert_ok
    populates before io memory is reserved
      ${enter} resv_trylock_ok [ ! populate_ok
    populates after mapping
      ${mapped} ! populate_ok
    populates twice
      ${first} populate_ok ! populate_ok
    returns OOM of a prefault
      ${mapped} insert_oom ] resv_unlock ! return_oom
    returns SIGBUS of a prefault
      ${mapped} insert_sigbus ] resv_unlock ! return_sigbus
    swallows the first error
      ${first} insert_sigbus ] resv_unlock ! return_nopage
    returns OOM for SIGBUS of system pages
      ${first} populate_ok insert_sigbus ] resv_unlock ! return_oom
    returns SIGBUS for OOM of system pages
      ${first} populate_ok insert_oom ] resv_unlock ! return_sigbus
    returns SIGBUS for OOM
      ${first} insert_oom ] resv_unlock ! return_sigbus
    maps after populate failed
      ${first} populate_error ! insert_ok
    maps after populate was interrupted
      ${first} populate_interrupted ! insert_ok
    goes on after notify was busy
      ${enter} resv_trylock_ok notify_again ! fence_signaled
    goes on after notify failed
      ${enter} resv_trylock_ok notify_error ! fence_signaled
    returns the other error
      ${first} insert_sigbus ] resv_unlock ! return_oom
    returns NOPAGE with nothing mapped
      ${first} ] resv_unlock ! return_nopage
    returns OOM though it asked for no page
      ${first} ] resv_unlock ! return_oom
    returns 0
      ${mapped} ] resv_unlock ! return_zero
    returns a negative errno
      ${mapped} ] resv_unlock ! return_other
    refuses what it mapped
      ${mapped} ] resv_unlock ! return_sigbus
    calls an io error a signal
      ${ioFailed} ] resv_unlock ! return_nopage
    calls an interrupted populate an error
      ${first} populate_interrupted ] resv_unlock ! return_oom
  `,
};
