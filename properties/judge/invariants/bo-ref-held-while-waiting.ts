import { LAYOUT, nameOf, placeAt } from '../../../impl/kernel/memory/layout.ts';
import type { Attempt } from '../attempt.ts';
import type { LawFacts } from '../facts.ts';
import type { Invariant, Judge } from '../invariant.ts';
import { OBJECT, OWNER } from '../memory-map.ts';

/** Nothing keeps the object of this attempt alive: not the vma's reference, nor one of its own. */
const isUnprotected = ({ inHandler, mmapReleased, boGets, boPuts }: Readonly<Attempt>): boolean =>
  inHandler && mmapReleased > 0 && boGets - boPuts <= 0;

/** Is this word part of the attempt's object, of its table or of its reservation? */
function belongsToObject(address: number, facts: LawFacts): boolean {
  const { bo } = facts.attempt;
  return OBJECT[address >> 2] === bo || OWNER[address >> 2] === facts.object(bo)?.resv;
}

const WITHOUT = 'although the mmap lock is dropped and no reference of its own is held';

const access =
  (verb: string): Judge =>
  ({ object: address }, facts) => {
    if (!isUnprotected(facts.attempt) || !belongsToObject(address, facts)) return undefined;
    const { object, field } = placeAt(address)!;
    return `${object}.${field} is ${verb}, ${WITHOUT}`;
  };

/** A primitive that follows a pointer into the object. */
const call = (name: string, argument: 'object' | 'a' = 'object'): readonly [string, Judge] => [
  name,
  (event, facts) =>
    isUnprotected(facts.attempt) && belongsToObject(event[argument], facts)
      ? `${name}(${nameOf(event[argument])}) is called, ${WITHOUT}`
      : undefined,
];

/** A fence of the object, unless the attempt has a reference to the fence itself. */
const fenceCall = (name: string): readonly [string, Judge] => [
  name,
  ({ object }, { attempt }) => {
    const fence = LAYOUT.fences.indexOf(object);
    if (fence < 0 || !isUnprotected(attempt)) return undefined;
    if (attempt.fenceRefs[fence]! + attempt.fenceCleared[fence]! > 0) return undefined;
    return `${name}(${nameOf(object)}) is called, ${WITHOUT}`;
  },
];

/**
 * The vma's reference to the object is gone with the vma, and that can be as soon as the mmap lock
 * is dropped. This law asks for an own reference in every run; `no-use-after-free` fires only where
 * somebody really freed the object.
 */
const invariant: Invariant = {
  claim:
    'From before the mmap lock is dropped until after the last use of the object, the handler ' +
    'holds a reference to it.',
  source: 'domain.md §7 U1, U2, U3; §6 B10',
  on: {
    read: access('read'),
    write: access('written'),
    ...Object.fromEntries([
      call('dma_resv_trylock'),
      call('dma_resv_lock'),
      call('dma_resv_lock_interruptible'),
      call('dma_resv_unlock'),
      call('dma_resv_test_signaled'),
      call('dma_resv_wait_timeout'),
      call('mutex_lock_interruptible'),
      call('mutex_unlock'),
      call('ttm_bo_get'),
      call('ttm_bo_get_unless_zero'),
      call('ttm_bo_put'),
      call('ttm_bo_move_to_lru_tail'),
      call('ttm_bo_handle_move_mem'),
      call('fault_reserve_notify'),
      call('ttm_mem_io_reserve_vm'),
      call('ttm_mem_io_reserve', 'a'),
      call('ttm_mem_io_free_vm'),
      call('ttm_tt_populate'),
      call('unmap_mapping_range'),
      fenceCall('dma_fence_wait'),
      fenceCall('dma_fence_wait_timeout'),
      fenceCall('dma_fence_is_signaled'),
      fenceCall('dma_fence_get'),
      fenceCall('dma_fence_put'),
    ]),
  },
  // A wait for something that was freed under the waiter never comes to its end, nor to the trace.
  atEnd({ attempts, faultingTasks }, { outcome }) {
    if (outcome.kind !== 'deadlocked') return undefined;
    const task = outcome.blocked.find((id) => id < faultingTasks && isUnprotected(attempts[id]!));
    return task === undefined ? undefined : { task, found: `waits for ever, ${WITHOUT}` };
  },
};

export default invariant;
