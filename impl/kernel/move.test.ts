import { describe, expect, test } from 'vitest';
import { dma_fence_get, dma_fence_signal } from './dma-fence.ts';
import { EBUSY, EINVAL, ENOMEM, ERESTARTSYS } from './errno.ts';
import { ttm_mem_io_reserve_vm } from './io-mem.ts';
import { POISON } from './kernel.ts';
import { MOVED, ZAPPED } from './marks.ts';
import { fault_reserve_notify, ttm_bo_handle_move_mem } from './move.ts';
import { startOf, systemPfn } from './pfn.ts';
import { failing } from './testing/sketch.ts';
import { stage } from './testing/stage.ts';
import {
  MEMORY_TYPE_NAMES,
  TTM_PL_FLAG_CACHED,
  TTM_PL_FLAG_UNCACHED,
  TTM_PL_FLAG_WC,
  TTM_PL_TT,
  TTM_PL_VRAM,
} from './ttm-flags.ts';

/** domain.md §4 "move", §2.7. */

describe('a move', () => {
  test.each(MEMORY_TYPE_NAMES)('gives the object a new place in %s', (type) => {
    const { bo, perform, events } = stage();
    perform(ttm_bo_handle_move_mem(bo(), type, 'pipelined'));
    const number = MEMORY_TYPE_NAMES.indexOf(type);
    expect(bo().generation).toBe(1);
    expect(bo().mem).toMatchObject({ mem_type: number, start: startOf(0, 1) });
    const fence = bo().moving!.ptr;
    expect(events(MOVED)).toMatchObject([{ object: bo().ptr, a: number, b: 1, c: fence }]);
  });

  test.each([
    ['system', 'write-combined', TTM_PL_FLAG_CACHED],
    ['system', 'uncached', TTM_PL_FLAG_CACHED],
    ['tt', 'cached', TTM_PL_FLAG_CACHED],
    ['tt', 'write-combined', TTM_PL_FLAG_WC],
    ['tt', 'uncached', TTM_PL_FLAG_UNCACHED],
    ['vram', 'cached', TTM_PL_FLAG_WC],
    ['vram', 'write-combined', TTM_PL_FLAG_WC],
    ['vram', 'uncached', TTM_PL_FLAG_UNCACHED],
  ] as const)('to %s of an object made %s sets the caching', (type, caching, flag) => {
    const { bo, perform } = stage({ objects: [{ caching }] });
    // By way of another placement, so that what it was there is no matter.
    for (const by of ['system', type] as const) {
      perform(ttm_bo_handle_move_mem(bo(), by, 'pipelined'));
    }
    expect(bo().mem.placement).toBe(flag);
  });

  test('unmaps the object and gives its io memory back', () => {
    const { bo, man, slot, perform, events } = stage({ vmas: [{ present: [0, 1] }] });
    perform(ttm_mem_io_reserve_vm(bo()));
    perform(ttm_bo_handle_move_mem(bo(), 'tt', 'pipelined'));
    expect([slot().pte_prot.at(0), slot().pte_prot.at(1)]).toEqual([0, 0]);
    expect(events(ZAPPED)).toMatchObject([{ object: bo().ptr }]);
    expect(bo().mem.bus).toMatchObject({ base: 0, offset: 0, is_iomem: 0, io_reserved_vm: 0 });
    expect(man('vram').io_reserve_lru.at(0)).toBe(0);
  });

  test('by the GPU leaves a fence that it will signal, and drops the one before', () => {
    const { bo, fence, perform } = stage({ objects: [{ moving: 'pending' }] });
    perform(dma_fence_get(fence(0)));
    perform(ttm_bo_handle_move_mem(bo(), 'tt', 'pipelined'));
    expect(bo().moving).toBe(fence(1));
    expect([fence(0).refcount, fence(1).refcount]).toEqual([2, 2]);
    expect([perform(dma_fence_signal()), perform(dma_fence_signal())]).toEqual([
      fence(0).ptr,
      fence(1).ptr,
    ]);
    expect([fence(0).refcount, fence(1).refcount]).toEqual([1, 1]);
  });

  test('frees a fence that nobody else has', () => {
    const { bo, fence, perform } = stage({ objects: [{ moving: 'signaled' }] });
    perform(ttm_bo_handle_move_mem(bo(), 'tt', 'pipelined'));
    expect(fence(0).refcount).toBe(POISON);
  });

  test('to TT has pages at once, in system memory the object gets them later', () => {
    const tt = stage();
    tt.perform(ttm_bo_handle_move_mem(tt.bo(), 'tt', 'pipelined'));
    expect(tt.bo().ttm!.pages.at(1)!.pfn).toBe(systemPfn(0, 1, 1));
    const system = stage({ objects: [{ placement: 'tt', ttm: 'populated' }] });
    system.perform(ttm_bo_handle_move_mem(system.bo(), 'system', 'pipelined'));
    expect(system.bo().ttm!.populated).toBe(0);
    expect(system.bo().ttm!.pages.at(1)).toBe(null);
  });

  test('out to swap leaves no fence and no pages', () => {
    const { bo, perform } = stage({ objects: [{ moving: 'signaled' }] });
    perform(ttm_bo_handle_move_mem(bo(), 'system', 'swapout'));
    expect(bo().moving).toBe(null);
    expect(bo().ttm!.populated).toBe(0);
  });

  test('that guts the object leaves it without a table', () => {
    const { bo, perform } = stage();
    perform(ttm_bo_handle_move_mem(bo(), 'system', 'gutting'));
    expect([bo().ttm, bo().moving]).toEqual([null, null]);
  });

  test('of a gutted object into system pages gives it a table again', () => {
    const { bo, tt, perform } = stage();
    perform(ttm_bo_handle_move_mem(bo(), 'system', 'gutting'));
    perform(ttm_bo_handle_move_mem(bo(), 'vram', 'pipelined'));
    expect(bo().ttm).toBe(null);
    perform(ttm_bo_handle_move_mem(bo(), 'tt', 'pipelined'));
    expect(bo().ttm).toBe(tt());
    expect(tt().populated).toBe(1);
  });
});

describe("the driver's hook before a fault", () => {
  test.each([
    ['keeps', 'vram', TTM_PL_VRAM, 0],
    ['to-tt', 'vram', TTM_PL_TT, 1],
    ['to-tt', 'system', TTM_PL_TT, 1],
    ['to-tt', 'tt', TTM_PL_TT, 0],
    ['to-vram', 'tt', TTM_PL_VRAM, 1],
    ['to-vram', 'vram', TTM_PL_VRAM, 0],
  ] as const)('that %s, for an object in %s', (notify, placement, type, generation) => {
    const { bo, perform } = stage({ objects: [{ placement }], driver: { notify } });
    expect(bo().bdev!.driver!.fault_reserve_notify).not.toBe(0);
    expect(perform(fault_reserve_notify(bo()))).toBe(0);
    expect(bo().mem.mem_type).toBe(type);
    expect(bo().generation).toBe(generation);
    expect(bo().moving === null).toBe(generation === 0);
  });

  test('is absent where the world says so', () => {
    expect(stage().bo().bdev!.driver!.fault_reserve_notify).toBe(0);
  });

  test.each([
    ['EINVAL', EINVAL],
    ['ENOMEM', ENOMEM],
    ['EBUSY', EBUSY],
    ['ERESTARTSYS', ERESTARTSYS],
  ] as const)('can fail with -%s, and has then moved nothing', (error, number) => {
    const failure = failing('fault_reserve_notify', error, 1);
    const { kernel, bo, perform } = stage({ ...failure, driver: { notify: 'to-tt' } });
    expect(perform(fault_reserve_notify(bo()))).toBe(-number);
    expect(bo().generation).toBe(0);
    expect(perform(fault_reserve_notify(bo()))).toBe(0);
    expect([bo().generation, kernel.world.failures.length]).toEqual([1, 1]);
  });
});
