import { EBUSY, ERESTARTSYS } from '../../impl/kernel/errno.ts';
import type { EventName, PrimitiveName } from '../../impl/kernel/event-names.ts';
import { LAYOUT } from '../../impl/kernel/memory/layout.ts';
import {
  FAULT_FLAG_RETRY_NOWAIT,
  VM_FAULT_ERROR,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../impl/kernel/mm-flags.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import { objectPage } from './expected.ts';
import { type Event, type LawFacts, vmaOf } from './facts.ts';
import { endOfWait, FENCE_WAITS } from './fence-wait.ts';
import { INSERTIONS } from './insertion.ts';

/**
 * What a check has to have seen at least once before "no law was broken" means much: every return
 * code and every row of domain.md's tables of the helpers.
 */
export interface Goal {
  readonly name: string;
  readonly source: string;
  /** Kinds of event at which it can be reached. */
  readonly on: readonly EventName[];
  when(event: Event, facts: LawFacts): boolean;
  /** Profiles in which it can be reached; all unless given. */
  applies?(profile: Profile): boolean;
}

const RESERVE_IO: readonly PrimitiveName[] = ['ttm_mem_io_reserve_vm', 'ttm_mem_io_reserve'];
const ioLock = ({ ioLock }: Profile): boolean => ioLock;
const mmapFirst = ({ lockOrder }: Profile): boolean => lockOrder === 'mmap-first';
const mmapLast = ({ lockOrder }: Profile): boolean => lockOrder === 'mmap-last';

const nowait = ({ attempt }: LawFacts): boolean => (attempt.flags & FAULT_FLAG_RETRY_NOWAIT) !== 0;
const underMmapLock = (_event: Event, { attempt }: LawFacts): boolean => attempt.mmapReads > 0;

/** A goal that is a return of the handler. */
function returned(
  name: string,
  source: string,
  code: number,
  when: (facts: LawFacts) => boolean = () => true,
): Goal {
  return {
    name,
    source,
    on: ['fault_return'],
    when: ({ reply }, facts) => reply === code && when(facts),
  };
}

const failedBy = (kind: PrimitiveName) => (facts: LawFacts) => facts.failedBy(kind);

/** Every goal, in the order of the tables that they come from. */
export const GOALS: readonly Goal[] = [
  returned('returns VM_FAULT_NOPAGE', '§1.7', VM_FAULT_NOPAGE),
  returned('returns VM_FAULT_SIGBUS', '§1.7', VM_FAULT_SIGBUS),
  returned('returns VM_FAULT_OOM', '§1.7', VM_FAULT_OOM),
  returned('returns VM_FAULT_RETRY, lock dropped', '§1.7', VM_FAULT_RETRY, (f) => !nowait(f)),
  returned('returns VM_FAULT_RETRY, lock kept', '§1.7', VM_FAULT_RETRY, nowait),

  {
    name: 'idle: no move under way',
    source: '§1.2 row 1',
    on: RESERVE_IO,
    when: (_event, facts) => facts.object(facts.attempt.bo)?.moving === 0,
  },
  {
    name: 'idle: move already signaled',
    source: '§1.2 row 2',
    on: ['dma_fence_is_signaled'],
    when: ({ reply }) => reply !== 0,
  },
  returned(
    'idle: NOWAIT, move pending',
    '§1.2 row 3',
    VM_FAULT_RETRY,
    (facts) => nowait(facts) && facts.attempt.resvTaken > 0,
  ),
  {
    name: 'idle: waits without the mmap lock',
    source: '§1.2 row 4',
    on: FENCE_WAITS,
    when: (event, facts) => !underMmapLock(event, facts),
  },
  {
    name: 'idle: waits with the mmap lock, fence signals',
    source: '§1.2 row 5a',
    on: FENCE_WAITS,
    when: (event, facts) => underMmapLock(event, facts) && endOfWait(event) === 'signaled',
  },
  {
    name: 'idle: waits with the mmap lock, interrupted',
    source: '§1.2 row 5b',
    on: FENCE_WAITS,
    when: (event, facts) => underMmapLock(event, facts) && endOfWait(event) === 'interrupted',
  },
  {
    name: 'idle: waits with the mmap lock, fails',
    source: '§1.2 row 5c',
    on: FENCE_WAITS,
    when: (event, facts) => underMmapLock(event, facts) && endOfWait(event) === 'failed',
  },

  {
    name: 'reserve: free',
    source: '§1.4 row 1',
    on: ['dma_resv_trylock'],
    when: ({ reply }) => reply === 1,
  },
  {
    name: 'reserve: busy, waits without the mmap lock',
    source: '§1.4 row 2',
    on: ['up_read'],
    when: ({ task }, facts) =>
      facts.attempt.inHandler && !facts.holdsReservation(task, facts.attempt.bo),
  },
  returned(
    'reserve: busy, NOWAIT',
    '§1.4 row 3',
    VM_FAULT_RETRY,
    (facts) => nowait(facts) && facts.attempt.resvTaken === 0,
  ),
  {
    ...returned(
      'reserve: busy, no retry, gives up',
      '§1.4 row 4',
      VM_FAULT_NOPAGE,
      (facts) => facts.attempt.busy && facts.attempt.resvTaken === 0,
    ),
    applies: mmapLast,
  },
  {
    name: 'reserve: busy, no retry, sleeps',
    source: '§1.4 row 4, v5.6',
    on: ['dma_resv_lock_interruptible'],
    when: (event, facts) => underMmapLock(event, facts) && event.waited && event.reply === 0,
    applies: mmapFirst,
  },
  {
    name: 'reserve: busy, no retry, interrupted',
    source: '§1.4 row 4, v5.6',
    on: ['dma_resv_lock_interruptible'],
    when: (event, facts) => underMmapLock(event, facts) && event.reply < 0,
    applies: mmapFirst,
  },

  returned(
    'reserved: pages mapped',
    '§1.5 NOPAGE',
    VM_FAULT_NOPAGE,
    (facts) => facts.attempt.faultingPageDone,
  ),
  {
    name: 'reserved: notify says again',
    source: '§1.5 NOPAGE',
    on: ['fault_reserve_notify'],
    when: ({ reply }) => reply === -EBUSY || reply === -ERESTARTSYS,
  },
  {
    name: 'reserved: notify moves the object',
    source: '§2.7',
    on: ['ttm_bo_move_to_lru_tail'],
    when: () => true,
  },
  {
    name: 'reserved: io lock interrupted',
    source: '§1.5 NOPAGE',
    on: ['ttm_mem_io_lock'],
    when: ({ reply }) => reply < 0,
    applies: ioLock,
  },
  returned(
    'reserved: imported object',
    '§1.5 SIGBUS',
    VM_FAULT_SIGBUS,
    (facts) => facts.attempt.errorCodes === 0 && facts.object(facts.attempt.bo)?.imported === true,
  ),
  {
    name: 'handler: a mappable import is mapped',
    source: '§2.6',
    on: ['fault_return'],
    when: ({ reply }, { attempt, world }) =>
      reply === VM_FAULT_NOPAGE &&
      attempt.faultingPageDone &&
      world.objects[LAYOUT.objects.indexOf(attempt.bo)]?.imported === 'mappable',
    applies: ({ imports }) => imports === 'mappable',
  },
  returned(
    'reserved: notify fails',
    '§1.5 SIGBUS',
    VM_FAULT_SIGBUS,
    failedBy('fault_reserve_notify'),
  ),
  returned('reserved: io reserve fails', '§1.5 SIGBUS', VM_FAULT_SIGBUS, (facts) =>
    RESERVE_IO.some((kind) => facts.failedBy(kind)),
  ),
  returned(
    'reserved: offset beyond the object',
    '§1.5 SIGBUS',
    VM_FAULT_SIGBUS,
    (facts) => facts.attempt.errorCodes === 0 && beyondObject(facts),
  ),
  {
    name: 'reserved: insertion fails with SIGBUS',
    source: '§1.5 SIGBUS',
    on: INSERTIONS,
    when: ({ reply }, { attempt }) => reply === VM_FAULT_SIGBUS && !attempt.faultingPageDone,
  },
  returned('reserved: populate fails', '§1.5 OOM', VM_FAULT_OOM, failedBy('ttm_tt_populate')),
  returned(
    'reserved: first page missing',
    '§1.5 OOM',
    VM_FAULT_OOM,
    ({ attempt }) => attempt.errorCodes === 0,
  ),
  {
    name: 'reserved: insertion fails with OOM',
    source: '§1.5 OOM',
    on: INSERTIONS,
    when: ({ reply }, { attempt }) => reply === VM_FAULT_OOM && !attempt.faultingPageDone,
  },
  {
    name: 'prefault: a later insertion fails',
    source: '§1.5 step 9',
    on: INSERTIONS,
    when: ({ reply }, { attempt }) => (reply & VM_FAULT_ERROR) !== 0 && attempt.faultingPageDone,
  },
  {
    name: 'prefault: more than one page',
    source: '§1.5 step 9',
    on: INSERTIONS,
    when: ({ reply }, { attempt }) => reply === VM_FAULT_NOPAGE && attempt.faultingPageDone,
  },
];

function beyondObject(facts: LawFacts): boolean {
  const { attempt } = facts;
  const shown = objectPage(facts, vmaOf(attempt), attempt.page);
  return shown >= (facts.object(attempt.bo)?.pages ?? 0);
}
