import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Attempt } from '../attempt.ts';
import type { Event } from '../facts.ts';
import { atFenceWaits } from '../fence-wait.ts';
import type { Invariant, Judge } from '../invariant.ts';

/**
 * What is wrong if the task goes on like this. The fast path takes no lock, but counts the same.
 */
function held({ ioManager }: Readonly<Attempt>, when: string): string | undefined {
  if (ioManager === 0) return undefined;
  return `ttm_mem_io_lock of ${nameOf(ioManager)} has no ttm_mem_io_unlock ${when}`;
}

const whileWaiting: Judge = (_event, { attempt }) =>
  attempt.inHandler ? held(attempt, 'during a wait for a fence') : undefined;

/** Who takes the io lock of a manager gives it back before anybody can notice. */
const invariant: Invariant = {
  claim:
    'The io_reserve lock is given back before the handler returns, drops the mmap lock or waits ' +
    'for a fence.',
  source: 'domain.md §7 L3; broken by the posted patch, domain.md §6 B1',
  wantsBack: {
    takes: { ttm_mem_io_lock: (reply) => reply === 0 },
    gives: ['ttm_mem_io_unlock'],
  },
  on: {
    fault_return: (_event: Event, facts) => held(facts.attempt, 'when the handler returns'),
    up_read: (_event, facts) =>
      facts.attempt.inHandler ? held(facts.attempt, 'when the mmap lock is dropped') : undefined,
    ...atFenceWaits(whileWaiting),
  },
};

export default invariant;
