import { describe, expect, it } from 'vitest';
import { type EventName, eventCode } from '../../../impl/kernel/event-names.ts';
import '../../../impl/kernel/index.ts';
import { addressOf } from '../../../impl/kernel/memory/layout.ts';
import { ttm_buffer_object } from '../../../impl/kernel/memory/structs.ts';
import { eventKinds, kindOf } from '../../../scheduler/event.ts';
import { isOperation } from '../../../scheduler/operation.ts';
import type { TraceEvent } from '../../../scheduler/trace.ts';
import { effectOf, isReference, isShowing, type Visible, waitOf } from './effects.ts';

const at = (name: string): number => {
  const address = addressOf(name);
  if (address === undefined) throw new Error(`nothing is called ${name}`);
  return address;
};

const event = (name: EventName, its: Partial<TraceEvent>): TraceEvent => ({
  ...{ task: 0, object: 0, a: 0, b: 0, c: 0, reply: 0, step: 0, waited: false },
  ...its,
  kind: kindOf(eventCode(name)),
});

type Row = readonly [EventName, Partial<TraceEvent>, Visible, string];
const resv = { object: at('resv-1') };
const bo = { object: at('bo-1') };
const mm = { object: at('mm') };
const vma = { object: at('vma-1') };
const man = { object: at('man-vram') };
const fence = { object: at('fence-1') };
const moving = bo.object + ttm_buffer_object.offsets.moving;

/** Each thing that the outside sees, once: what makes a refactor differ from its baseline. */
const ROWS: readonly Row[] = [
  ['down_read', mm, 'shared', 'locks mm'],
  ['up_read', mm, 'shared', 'unlocks mm'],
  ['down_write_queue', mm, 'shared', 'queues for mm'],
  ['down_write', mm, 'shared', 'write-locks mm'],
  ['up_write', mm, 'shared', 'write-unlocks mm'],
  ['downgrade_write', mm, 'shared', 'downgrades mm'],
  ['dma_resv_trylock', { ...resv, reply: 1 }, 'shared', 'locks resv-1'],
  ['dma_resv_lock', resv, 'shared', 'locks resv-1'],
  ['dma_resv_lock_interruptible', resv, 'shared', 'locks resv-1'],
  ['dma_resv_unlock', resv, 'shared', 'unlocks resv-1'],
  ['ttm_mem_io_lock', man, 'shared', 'locks man-vram'],
  ['ttm_mem_io_unlock', man, 'shared', 'unlocks man-vram'],
  ['moved', { ...bo, a: 2 }, 'shared', 'moves bo-1 to vram'],
  ['zapped', bo, 'shared', 'unmaps bo-1'],
  ['pte_set', { ...vma, a: 0x1000, b: 7 }, 'shared', 'maps 0x1000 of vma-1 to 0x7, 0'],
  ['detached', vma, 'shared', 'detaches vma-1'],
  ['vm_area_free', vma, 'shared', 'frees vma-1'],
  ['fence_signaled', fence, 'shared', 'signals fence-1'],
  ['drm_dev_unplug', { object: at('bdev') }, 'shared', 'unplugs bdev'],
  ['time_passes', { a: 1 }, 'shared', 'lets time pass for fault-2'],
  ['signaled', { a: 0, b: 2 }, 'shared', 'sends signal 2 to fault-1'],
  ['ttm_bo_get', bo, 'reference', 'gets bo-1'],
  ['ttm_bo_get_unless_zero', { ...bo, reply: 1 }, 'reference', 'gets bo-1'],
  ['ttm_bo_put', bo, 'reference', 'puts bo-1'],
  ['dma_fence_get', fence, 'reference', 'gets fence-1'],
  ['dma_fence_put', fence, 'reference', 'puts fence-1'],
  ['freed', bo, 'reference', 'frees bo-1'],
  ['write', { object: moving, a: fence.object }, 'reference', 'sets bo-1.moving to fence-1'],
  ['fault_return', { reply: 0x100 }, 'own', 'returns VM_FAULT_NOPAGE'],
  ['trap_end', { reply: 0 }, 'own', 'access ends: mapped'],
];

describe('the outside sees', () => {
  it.each(ROWS)('%s', (name, its, visible, text) => {
    expect(effectOf(event(name, its))).toEqual({ visible, text });
    expect(isShowing(kindOf(eventCode(name)))).toBe(true);
    expect(isReference(text)).toBe(visible === 'reference' || text === 'frees vma-1');
  });

  it('nothing else of an event, but that a task has waited', () => {
    const rest = eventKinds().filter(({ name }) => !ROWS.some(([listed]) => listed === name));
    for (const { name } of rest)
      expect(effectOf(event(name as EventName, { reply: 1 })), name).toBe(undefined);
    const marks = rest.filter((kind) => !isOperation(kind));
    for (const kind of marks) expect(isShowing(kind), kind.name).toBe(false);
  });

  it.each([
    ['dma_resv_trylock', 0],
    ['dma_resv_lock', -35],
    ['dma_resv_lock_interruptible', -512],
    ['ttm_mem_io_lock', -4],
    ['ttm_bo_get_unless_zero', 0],
  ] as const)('nothing of a %s that fails with %i', (name, reply) => {
    expect(effectOf(event(name, { ...bo, reply }))).toBe(undefined);
  });

  it('a task that waited, unless it spun', () => {
    const waited = { ...resv, waited: true };
    expect(waitOf(event('dma_resv_lock', waited))?.text).toBe('waits for resv-1');
    expect(waitOf(event('spin_lock', waited))).toBe(undefined);
    expect(waitOf(event('dma_resv_lock', resv))).toBe(undefined);
  });
});
