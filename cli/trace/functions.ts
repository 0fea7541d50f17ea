import type { EventName } from '../../impl/kernel/event-names.ts';

/** The functions of a kernel that a log can have, and what each is to statechart and laws. */

/** Handlers of drivers that are given a fault; `--handler` adds one. */
export const HANDLERS: readonly string[] = [
  ...['ttm_bo_vm_fault', 'amdgpu_gem_fault', 'radeon_gem_fault', 'nouveau_ttm_fault'],
  ...['vmw_bo_vm_fault', 'vm_fault_ttm', 'xe_gem_fault', 'qxl_ttm_fault'],
];

/** Helpers, inside of which a primitive is still the handler's own. */
export const HELPERS = {
  ttm_bo_vm_reserve: ['reserve_enter', 'reserve_return'],
  ttm_bo_vm_fault_reserved: ['reserved_enter', 'reserved_return'],
} as const;

/** Helpers that a compiler may have left out of line: they have no event. */
export const INSIDE: readonly string[] = ['ttm_bo_vm_fault_idle'];

/** How the register with a result is read. */
export type ResultType = 'bool' | 'int' | 'long' | 'none';

/** A primitive: the event that it is, on what, and how its result is read. */
export interface Primitive {
  readonly event: EventName;
  readonly on: 'reservation' | 'object' | 'mm' | 'device';
  readonly result: ResultType;
  /** Its first argument is the lock itself, by which another lock is told apart. */
  readonly isLock?: true;
}

const insert: Primitive = { event: 'vmf_insert_pfn_prot', on: 'object', result: 'int' };

/** Primitives by the name that a tracer knows: what is inline in headers is what it calls. */
export const PRIMITIVES: Readonly<Record<string, Primitive>> = {
  ww_mutex_trylock: lock('dma_resv_trylock', 'bool'),
  ww_mutex_lock_interruptible: lock('dma_resv_lock_interruptible', 'int'),
  ww_mutex_lock: lock('dma_resv_lock', 'int'),
  ww_mutex_unlock: lock('dma_resv_unlock', 'none'),
  up_read: { event: 'up_read', on: 'mm', result: 'none' },
  dma_resv_test_signaled: { event: 'dma_resv_test_signaled', on: 'reservation', result: 'bool' },
  dma_resv_wait_timeout: { event: 'dma_resv_wait_timeout', on: 'reservation', result: 'long' },
  ttm_mem_io_reserve: { event: 'ttm_mem_io_reserve', on: 'object', result: 'int' },
  ttm_tt_populate: { event: 'ttm_tt_populate', on: 'object', result: 'int' },
  ttm_bo_populate: { event: 'ttm_tt_populate', on: 'object', result: 'int' },
  ttm_bo_put: { event: 'ttm_bo_put', on: 'object', result: 'none' },
  ttm_bo_move_to_lru_tail: { event: 'ttm_bo_move_to_lru_tail', on: 'object', result: 'none' },
  amdgpu_bo_fault_reserve_notify: { event: 'fault_reserve_notify', on: 'object', result: 'int' },
  radeon_bo_fault_reserve_notify: { event: 'fault_reserve_notify', on: 'object', result: 'int' },
  nouveau_ttm_fault_reserve_notify: { event: 'fault_reserve_notify', on: 'object', result: 'int' },
  drm_dev_enter: { event: 'drm_dev_enter', on: 'device', result: 'bool' },
  drm_dev_exit: { event: 'drm_dev_exit', on: 'device', result: 'none' },
  vmf_insert_pfn_prot: insert,
  vmf_insert_pfn: insert,
  vmf_insert_mixed: insert,
  vmf_insert_mixed_prot: insert,
};

function lock(event: EventName, result: ResultType): Primitive {
  return { event, on: 'reservation', result, isLock: true };
}

/** Whether a function is a primitive, whatever else a log calls its functions. */
export const isPrimitive = (name: string): boolean => Object.hasOwn(PRIMITIVES, name);
/** Whether a function is a helper. */
export const isHelper = (name: string): name is keyof typeof HELPERS =>
  Object.hasOwn(HELPERS, name);

/** Arguments that a recording has, by name and place; the flags of a fault are its caller's. */
export const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  handle_mm_fault: { address: 2, flags: 3 },
  dma_resv_wait_timeout: { intr: 3 },
  ...Object.fromEntries(
    Object.entries(PRIMITIVES).flatMap(([name, { isLock }]) =>
      isLock ? [[name, { lock: 1 }]] : [],
    ),
  ),
};

/** Of what happens inside of these nothing is the handler's own. */
const CLOSED: readonly string[] = ['ttm_bo_vm_dummy_page'];

/** Everything that a recording asks for; what a kernel does not have is left out. */
export const RECORDED: readonly string[] = [
  'handle_mm_fault',
  ...CLOSED,
  ...HANDLERS,
  ...Object.keys(HELPERS),
  ...Object.keys(PRIMITIVES),
];
