import { region } from '../region.ts';

const answer = {
  return_nopage: 'returned',
  return_sigbus: 'returned',
  return_oom: 'returned',
} as const;
const retry = { return_retry: 'retried' } as const;
/** The second round of a trap may not return RETRY, whatever its flags (domain.md §7 V2, G1). */
const again = {
  fault_enter_tried: 'mustStay',
  fault_enter_retry_tried: 'mustStay',
  fault_enter_nowait_tried: 'mustStay',
} as const;

/**
 * Where the task is, and what its flags let it answer.
 *
 * `mayDrop`: it may drop the mmap lock, wait and return RETRY; `mayDecline`: it may return RETRY at
 * once, with the mmap lock held; `mustStay`: it may not return RETRY; `retried`: RETRY was
 * returned, so the trap may go into another round.
 */
export const round = region('outside', {
  outside: {
    ...again,
    fault_enter_plain: 'mustStay',
    fault_enter_retry: 'mayDrop',
    fault_enter_nowait: 'mayDecline',
  },
  mayDrop: { ...answer, ...retry },
  mayDecline: { ...answer, ...retry },
  mustStay: answer,
  retried: { ...again, trap_end: 'outside' },
  returned: { trap_end: 'outside' },
});
