import { region } from '../region.ts';

/** Whether a page may be asked for says the driver's hook, which may take all entries away. */
const hook = { notify_ok: 'nothing', notify_again: 'nothing', notify_error: 'nothing' } as const;
/** After the mmap lock it is the next round that maps. */
const forget = {
  mmap_read_unlock: 'nothing',
  return_nopage: 'nothing',
  return_retry: 'nothing',
} as const;
const stays = <State extends string>(state: State) =>
  ({ populate_ok: state, populate_interrupted: state, populate_error: state }) as const;

/**
 * What is mapped in this round.
 *
 * `failed`: the insertion of the faulting page failed; `ended`: that of a later page did.
 */
export const mapping = region('nothing', {
  nothing: {
    insert_ok: 'faultingPage',
    insert_sigbus: 'failed',
    insert_oom: 'failed',
    ...stays('nothing'),
  },
  faultingPage: {
    insert_ok: 'more',
    insert_sigbus: 'ended',
    insert_oom: 'ended',
    ...stays('faultingPage'),
    ...hook,
    ...forget,
  },
  more: {
    insert_ok: 'more',
    insert_sigbus: 'ended',
    insert_oom: 'ended',
    ...stays('more'),
    ...hook,
    ...forget,
  },
  ended: { ...stays('ended'), ...hook, ...forget },
  failed: {
    ...stays('failed'),
    mmap_read_unlock: 'nothing',
    return_sigbus: 'nothing',
    return_oom: 'nothing',
    return_retry: 'nothing',
  },
});
