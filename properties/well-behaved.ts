import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  VM_FAULT_NOPAGE,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../impl/kernel/mm-flags.ts';
import { call, type Line, type TaskLine } from './hand-written.ts';

/** Calls of a handler as a correct one makes them, written by hand, and the pieces of them. */

export const NOWAIT_FLAGS = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_RETRY_NOWAIT;

export const TRYLOCK: Line = ['dma_resv_trylock', 'resv-1', { reply: 1 }];
export const TRYLOCK_FAILS: Line = ['dma_resv_trylock', 'resv-1'];
export const UNLOCK: Line = ['dma_resv_unlock', 'resv-1'];
export const GET: Line = ['ttm_bo_get', 'bo-1'];
export const PUT: Line = ['ttm_bo_put', 'bo-1'];
export const DROP_MMAP_LOCK: Line = ['up_read', 'mm'];
export const WAIT_FENCE: Line = ['dma_fence_wait', 'fence-1', { a: 1, waited: true }];
export const LOCK: Line = ['dma_resv_lock_interruptible', 'resv-1', { waited: true }];
export const IO_LOCK: Line = ['ttm_mem_io_lock', 'man-vram', { a: 1 }];
export const IO_RESERVE: Line = ['ttm_mem_io_reserve_vm', 'bo-1'];
export const IO_UNLOCK: Line = ['ttm_mem_io_unlock', 'man-vram'];

/** `ttm_bo_vm_reserve`, from its beginning to its return. */
export const reserve = (reply: number, lines: readonly Line[]): readonly Line[] => [
  ['reserve_enter', 'bo-1'],
  ...lines,
  ['reserve_return', 'bo-1', { reply }],
];

/** `ttm_bo_vm_fault_reserved`, from its beginning to its return. */
export const reserved = (reply: number, lines: readonly Line[]): readonly Line[] => [
  ['reserved_enter', 0, { a: 16 }],
  ...lines,
  ['reserved_return', 0, { reply }],
];

/** The reservation is taken at once. */
export const RESERVED = reserve(0, [TRYLOCK]);

/** The first page is mapped. */
export const MAPPING: readonly Line[] = [
  IO_LOCK,
  IO_RESERVE,
  ['vmf_insert_mixed', 'vma-1', { a: 0x10000000, reply: VM_FAULT_NOPAGE }],
  IO_UNLOCK,
];

/** The page is mapped without any waiting. */
export const mapped = (task = 0): readonly TaskLine[] =>
  call({ reply: VM_FAULT_NOPAGE, task }, [
    ...RESERVED,
    ...reserved(VM_FAULT_NOPAGE, MAPPING),
    UNLOCK,
  ]);

/** The reservation is busy: the handler waits for it without the mmap lock. */
export const retriedWhenBusy: readonly TaskLine[] = call({ reply: VM_FAULT_RETRY }, [
  ...reserve(VM_FAULT_RETRY, [
    TRYLOCK_FAILS,
    GET,
    DROP_MMAP_LOCK,
    ['mutex_lock_interruptible', 'bo-1.wu_mutex'],
    LOCK,
    UNLOCK,
    ['mutex_unlock', 'bo-1.wu_mutex'],
    PUT,
  ]),
]);

/** The object is in transit: the handler waits for the fence without the mmap lock. */
export const retriedWhenMoving: readonly TaskLine[] = call({ reply: VM_FAULT_RETRY }, [
  ...RESERVED,
  ...reserved(VM_FAULT_RETRY, [GET, DROP_MMAP_LOCK, WAIT_FENCE, UNLOCK, PUT]),
]);

/** With RETRY_NOWAIT the reservation is busy: nothing is touched. */
export const nowaitWhenBusy: readonly TaskLine[] = call(
  { reply: VM_FAULT_RETRY, flags: NOWAIT_FLAGS },
  reserve(VM_FAULT_RETRY, [TRYLOCK_FAILS]),
);

/** With RETRY_NOWAIT the object is in transit: the caller of the helper unlocks. */
export const nowaitWhenMoving: readonly TaskLine[] = call(
  { reply: VM_FAULT_RETRY, flags: NOWAIT_FLAGS },
  [...RESERVED, ...reserved(VM_FAULT_RETRY, []), UNLOCK],
);

/** Without leave to retry, the handler waits for the fence under the mmap lock. */
export const mappedAfterWait: readonly TaskLine[] = call({ reply: VM_FAULT_NOPAGE, flags: 0 }, [
  ...RESERVED,
  ...reserved(VM_FAULT_NOPAGE, [WAIT_FENCE, ...MAPPING]),
  UNLOCK,
]);

/** The driver refuses the io memory. */
export const refused: readonly TaskLine[] = call({ reply: VM_FAULT_SIGBUS }, [
  ...RESERVED,
  ...reserved(VM_FAULT_SIGBUS, [
    IO_LOCK,
    ['ttm_mem_io_reserve_vm', 'bo-1', { reply: -22 }],
    IO_UNLOCK,
  ]),
  UNLOCK,
]);

/** Every one of them, by name. */
export const WELL_BEHAVED: Readonly<Record<string, readonly TaskLine[]>> = {
  mapped: mapped(),
  retriedWhenBusy,
  retriedWhenMoving,
  nowaitWhenBusy,
  nowaitWhenMoving,
  mappedAfterWait,
  refused,
};
