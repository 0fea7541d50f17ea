import { TAKE } from '../../../impl/kernel/resource.ts';
import { kindOf } from '../../../scheduler/event.ts';
import { FENCE_WAITS } from '../fence-wait.ts';
import type { Invariant, Judge } from '../invariant.ts';

const sleeps: Judge = ({ code }, { attempt }) =>
  attempt.inHandler && attempt.spinlocks > 0
    ? `${kindOf(code).name} can sleep, and a spinlock is held`
    : undefined;

/** Primitives that can sleep: on a lock, a fence, the allocator or the GPU. */
const SLEEPING = [
  'dma_resv_lock',
  'dma_resv_lock_interruptible',
  ...FENCE_WAITS,
  'alloc_page',
  'mutex_lock_interruptible',
  'ttm_mem_io_lock',
  'ttm_mem_io_reserve_vm',
  'ttm_mem_io_reserve',
  'ttm_tt_populate',
  'fault_reserve_notify',
  'ttm_bo_put',
  'down_read',
  'copy_user',
  'vmf_insert_mixed',
  'vmf_insert_pfn',
  'vmf_insert_mixed_prot',
  'vmf_insert_pfn_prot',
];

/** Whoever wants a spinlock spins until its holder runs again. */
const invariant: Invariant = {
  claim: 'Nothing that can sleep is called with a spinlock held, and none is held on return.',
  source: 'domain.md §7 L7',
  nonFatal: true,
  on: {
    ...Object.fromEntries(SLEEPING.map((name) => [name, sleeps])),
    resource_take: (event, facts) =>
      (event.b & TAKE.sleeps) !== 0 ? sleeps(event, facts) : undefined,
    fault_return: (_event, { attempt }) =>
      attempt.spinlocks > 0 ? 'a spinlock is held when the handler returns' : undefined,
  },
};

export default invariant;
