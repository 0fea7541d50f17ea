import { codeOf } from '../../scheduler/event.ts';

/**
 * Every name that can stand in a trace, so that the compiler knows them: who listens to an event
 * that was renamed does not compile. The scheduler itself knows no names.
 */
export const PRIMITIVE_NAMES = [
  '__free_page',
  'alloc_page',
  'copy_user',
  'detach_vma',
  'dup_mmap',
  'dma_fence_get',
  'dma_fence_is_signaled',
  'dma_fence_put',
  'dma_fence_signal',
  'dma_fence_wait',
  'dma_fence_wait_timeout',
  'dma_resv_lock',
  'dma_resv_lock_interruptible',
  'dma_resv_test_signaled',
  'dma_resv_trylock',
  'dma_resv_unlock',
  'dma_resv_wait_timeout',
  'down_read',
  'down_write',
  'down_write_queue',
  'downgrade_write',
  'drm_dev_enter',
  'drm_dev_exit',
  'drm_dev_unplug',
  'drmm_add_action',
  'fault_reserve_notify',
  'finish_mkwrite_fault',
  'mutex_lock_interruptible',
  'mutex_unlock',
  'resource_give',
  'resource_take',
  'send_signal',
  'signal_pending',
  'spin_lock',
  'spin_unlock',
  'synchronize_srcu',
  'time_passes',
  'ttm_bo_delayed_delete',
  'ttm_bo_get',
  'ttm_bo_get_unless_zero',
  'ttm_bo_handle_move_mem',
  'ttm_bo_move_to_lru_tail',
  'ttm_bo_put',
  'ttm_mem_io_evict',
  'ttm_mem_io_free_vm',
  'ttm_mem_io_lock',
  'ttm_mem_io_reserve',
  'ttm_mem_io_reserve_vm',
  'ttm_mem_io_unlock',
  'ttm_tt_populate',
  'unmap_mapping_range',
  'up_read',
  'up_write',
  'user_access',
  'vm_area_free',
  'vmf_insert_mixed',
  'vmf_insert_mixed_prot',
  'vmf_insert_pfn',
  'vmf_insert_pfn_prot',
] as const;

/** Name of a primitive: a point where another task may run. */
export type PrimitiveName = (typeof PRIMITIVE_NAMES)[number];

/** Facts that take no step; `marks.ts` says what each means. */
export const MARK_NAMES = [
  'read',
  'write',
  'trap_begin',
  'trap_end',
  'fault_enter',
  'fault_return',
  'reserve_enter',
  'reserve_return',
  'reserved_enter',
  'reserved_return',
  'moved',
  'zapped',
  'io_evicted',
  'pte_set',
  'freed',
  'detached',
  'vm_open',
  'vm_opened',
  'vm_close',
  'vm_closed',
  'fence_signaled',
  'signaled',
] as const;

/** Name of a mark. */
export type MarkName = (typeof MARK_NAMES)[number];

/** Name of a primitive or a mark. */
export type EventName = PrimitiveName | MarkName;

/** Something for some kinds of event, by name. */
export type ByEvent<T> = { readonly [N in EventName]?: T };

/** The code of a kind of event of the simulated kernel. */
export const eventCode = (name: EventName): number => codeOf(name)!;

/** The same for each of these names. */
export const byEvents = <T>(names: readonly EventName[], one: T): ByEvent<T> =>
  Object.fromEntries(names.map((name) => [name, one]));
