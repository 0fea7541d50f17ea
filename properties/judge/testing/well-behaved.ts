import { LAYOUT } from '../../../impl/kernel/memory/layout.ts';
import { ttm_buffer_object } from '../../../impl/kernel/memory/structs.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  PAGE_SHIFT,
  PROT_PRESENT,
  PROT_RW,
  PROT_WRITE_COMBINED,
  VM_FAULT_NOPAGE,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import { startOf, vramPfn } from '../../../impl/kernel/pfn.ts';
import type { World } from '../../../impl/kernel/world.ts';
import { call, type Line, type TaskLine, WORLD } from './hand-written.ts';

/** Calls of a handler as a correct one makes them, written by hand, and the pieces of them. */

export const NOWAIT_FLAGS = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_RETRY_NOWAIT;

export const TRYLOCK: Line = ['dma_resv_trylock', 'resv-1', { reply: 1 }];
export const TRYLOCK_FAILS: Line = ['dma_resv_trylock', 'resv-1'];
export const UNLOCK: Line = ['dma_resv_unlock', 'resv-1'];
export const GET: Line = ['ttm_bo_get', 'bo-1'];
export const PUT: Line = ['ttm_bo_put', 'bo-1'];
export const DROP_MMAP_LOCK: Line = ['up_read', 'mm'];
export const IN_TRANSIT: Line = ['dma_fence_is_signaled', 'fence-1'];
/** What the GPU does in the meantime; who notes it makes no difference. */
const SIGNAL: Line = ['fence_signaled', 'fence-1'];
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

/** A call that maps, with something else done in the middle: the first of it is step 2. */
export const doing = (...lines: Line[]) =>
  call({ reply: VM_FAULT_NOPAGE }, [...RESERVED, ...lines, UNLOCK]);

/** A call that may retry, dropped the mmap lock in step 2, and then did this from step 3 on. */
export const retrying = (...lines: Line[]) =>
  call({ reply: VM_FAULT_RETRY }, [GET, DROP_MMAP_LOCK, ...lines]);

const prot = PROT_PRESENT | PROT_RW | PROT_WRITE_COMBINED;
const insertion = (page: number): Line => [
  'vmf_insert_mixed_prot',
  'vma-1',
  {
    a: 0x10000000 + (page << PAGE_SHIFT),
    b: vramPfn(startOf(0, 0), page, false),
    c: prot,
    reply: VM_FAULT_NOPAGE,
  },
];

/** All three pages are mapped. */
export const MAPPING: readonly Line[] = [
  IO_LOCK,
  IO_RESERVE,
  ...[0, 1, 2].map(insertion),
  IO_UNLOCK,
];

/** `moving` is signaled and taken out of the object. */
const SETTLED: readonly Line[] = [
  ['dma_fence_put', 'fence-1'],
  ['write', LAYOUT.objects[0]! + ttm_buffer_object.offsets.moving, { a: 0, b: 'fence-1' }],
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
  ...reserved(VM_FAULT_RETRY, [IN_TRANSIT, GET, DROP_MMAP_LOCK, WAIT_FENCE, UNLOCK, PUT]),
]);

/** With RETRY_NOWAIT the reservation is busy: nothing is touched. */
export const nowaitWhenBusy: readonly TaskLine[] = call(
  { reply: VM_FAULT_RETRY, flags: NOWAIT_FLAGS },
  reserve(VM_FAULT_RETRY, [TRYLOCK_FAILS]),
);

/** With RETRY_NOWAIT the object is in transit: the caller of the helper unlocks. */
export const nowaitWhenMoving: readonly TaskLine[] = call(
  { reply: VM_FAULT_RETRY, flags: NOWAIT_FLAGS },
  [...RESERVED, ...reserved(VM_FAULT_RETRY, [IN_TRANSIT]), UNLOCK],
);

/** Without leave to retry, the handler waits for the fence under the mmap lock. */
export const mappedAfterWait: readonly TaskLine[] = call({ reply: VM_FAULT_NOPAGE, flags: 0 }, [
  ...RESERVED,
  ...reserved(VM_FAULT_NOPAGE, [IN_TRANSIT, SIGNAL, WAIT_FENCE, ...SETTLED, ...MAPPING]),
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

/** `bo-1` is in transit when the run begins. */
const MOVING: World = { ...WORLD, objects: [{ ...WORLD.objects[0]!, moving: 'pending' }] };

/** Every one of them by name, with the world in which it happens. */
export const WELL_BEHAVED: Readonly<Record<string, readonly [readonly TaskLine[], World]>> = {
  mapped: [mapped(), WORLD],
  retriedWhenBusy: [retriedWhenBusy, WORLD],
  retriedWhenMoving: [retriedWhenMoving, MOVING],
  nowaitWhenBusy: [nowaitWhenBusy, WORLD],
  nowaitWhenMoving: [nowaitWhenMoving, MOVING],
  mappedAfterWait: [mappedAfterWait, MOVING],
  refused: [refused, WORLD],
};
