import { describe, expect, test } from 'vitest';
import { dma_fence_signal } from './dma-fence.ts';
import { dma_resv_trylock, dma_resv_unlock } from './dma-resv.ts';
import { ttm_mem_io_lock, ttm_mem_io_reserve_vm, ttm_mem_io_unlock } from './io-mem.ts';
import { POISON } from './kernel.ts';
import { ttm_bo_move_to_lru_tail_unlocked } from './lru.ts';
import { FREED } from './marks.ts';
import { spin_lock, spin_unlock } from './spinlock.ts';
import { V5_10 } from './testing/sketch.ts';
import { type Stage, stage } from './testing/stage.ts';
import { thread } from './testing/thread.ts';
import { ttm_bo_delayed_delete, ttm_bo_get, ttm_bo_get_unless_zero, ttm_bo_put } from './ttm-bo.ts';

/** domain.md §2.4. */

/** The world's objects have two references: a handle's and a vma's. */
const lastPutIsNext = (scene: Stage, index = 0): Stage => {
  scene.perform(ttm_bo_put(scene.bo(index)));
  return scene;
};
const freed = (scene: Stage): number[] => scene.events(FREED).map(({ object }) => object);

describe('an object', () => {
  test('has a reference for its handle and one for each vma', () => {
    const { bo } = stage({ objects: [{}, { handle: false }], vmas: [{}, {}, { object: 1 }] });
    expect([bo(0).kref, bo(1).kref]).toEqual([3, 1]);
  });

  test('lives as long as it has references', () => {
    const { bo, perform } = stage();
    perform(ttm_bo_get(bo()));
    perform(ttm_bo_put(bo()));
    perform(ttm_bo_put(bo()));
    expect(bo().kref).toBe(1);
  });

  test('is destroyed by the last put when it is idle, with its table and its reservation', () => {
    const scene = lastPutIsNext(stage());
    const { bo, tt, resv, perform } = scene;
    perform(ttm_bo_put(bo()));
    expect(freed(scene)).toEqual([tt().ptr, bo().ptr, resv().ptr]);
    expect([bo().kref, tt().populated, resv().owner]).toEqual([POISON, POISON, POISON]);
    expect(scene.kernel.objects()).toEqual([]);
  });

  test('leaves alone a reservation that another object uses', () => {
    const scene = lastPutIsNext(stage({ objects: [{}, {}] }));
    scene.perform(ttm_bo_put(scene.bo(0)));
    expect(freed(scene)).not.toContain(scene.resv().ptr);
    expect(scene.kernel.objects()).toEqual([scene.bo(1)]);
  });

  test('that is destroyed gives back its fence', () => {
    const scene = lastPutIsNext(stage({ objects: [{ moving: 'signaled' }] }));
    expect(scene.fence().refcount).toBe(1);
    scene.perform(ttm_bo_put(scene.bo()));
    expect(freed(scene)).toContain(scene.fence().ptr);
  });

  test('that is reserved at its last put is destroyed later, by the worker', () => {
    const scene = lastPutIsNext(stage());
    const { bo, resv, perform, blocks } = scene;
    perform(dma_resv_trylock(resv()), 1);
    perform(ttm_bo_put(bo()));
    expect(bo()).toMatchObject({ kref: 0, deleted: 1 });
    expect(blocks(ttm_bo_delayed_delete(), 2)).toBe(true);
    perform(dma_resv_unlock(resv()), 1);
    expect(perform(ttm_bo_delayed_delete(), 2)).toBe(bo().ptr);
    expect(freed(scene)).toContain(bo().ptr);
    expect(blocks(ttm_bo_delayed_delete(), 2)).toBe(true);
  });

  test('that is moving at its last put is destroyed once the GPU has done with it', () => {
    const scene = lastPutIsNext(stage({ objects: [{ moving: 'pending' }] }));
    scene.perform(ttm_bo_put(scene.bo()));
    expect(scene.blocks(ttm_bo_delayed_delete())).toBe(true);
    scene.perform(dma_fence_signal());
    scene.perform(ttm_bo_delayed_delete());
    expect(freed(scene)).toEqual([scene.fence(), scene.tt(), scene.bo(), scene.resv()].map(at));
  });

  test('is found by others as long as it has references only', () => {
    const scene = lastPutIsNext(stage());
    const { bo, resv, perform } = scene;
    expect(perform(ttm_bo_get_unless_zero(bo()))).toBe(1);
    perform(ttm_bo_put(bo()));
    perform(dma_resv_trylock(resv()), 1);
    perform(ttm_bo_put(bo()));
    expect(perform(ttm_bo_get_unless_zero(bo()))).toBe(0);
    expect(bo().kref).toBe(0);
    perform(dma_resv_unlock(resv()), 1);
    perform(ttm_bo_delayed_delete());
    expect(perform(ttm_bo_get_unless_zero(bo()))).toBe(0);
    expect(bo().kref).toBe(POISON);
  });
});

const at = ({ ptr }: { readonly ptr: number }): number => ptr;

describe('the last put', () => {
  test('gives back io memory, for which it waits for the io lock, whatever signal comes', () => {
    const { kernel, bo, man, perform, blocks } = lastPutIsNext(stage());
    perform(ttm_mem_io_reserve_vm(bo()));
    perform(ttm_mem_io_lock(man('vram'), true), 1);
    kernel.setSignal(0, 2);
    expect(blocks(ttm_bo_put(bo()))).toBe(true);
    // So does a task that has leaked the lock: domain.md §2.4.
    expect(blocks(ttm_bo_put(bo()), 1)).toBe(true);
    perform(ttm_mem_io_unlock(man('vram')), 1);
    perform(ttm_bo_put(bo()));
    expect(man('vram').io_reserve_lru.at(0)).toBe(0);
  });

  test('is the only one that waits', () => {
    const { bo, man, perform, blocks } = stage();
    perform(ttm_mem_io_lock(man('vram'), true), 1);
    perform(spin_lock(bo().bdev!.glob!.lru_lock), 1);
    expect(blocks(ttm_bo_put(bo()))).toBe(false);
  });

  test('takes the object off its LRU, under the spinlock', () => {
    const { bo, perform, blocks } = lastPutIsNext(stage());
    const { lru_lock } = bo().bdev!.glob!;
    perform(spin_lock(lru_lock), 1);
    expect(blocks(ttm_bo_put(bo()))).toBe(true);
    perform(spin_unlock(lru_lock), 1);
    expect(blocks(ttm_bo_put(bo()))).toBe(false);
  });

  test('knows no io lock from v5.10 on', () => {
    const { bo, man, perform, blocks } = lastPutIsNext(stage({}, V5_10));
    perform(ttm_mem_io_lock(man('vram'), true), 1);
    expect(blocks(ttm_bo_put(bo()))).toBe(false);
  });
});

test('an object goes to the tail of its LRU under the spinlock, which is given back', () => {
  const scene = stage();
  const move = () => ttm_bo_move_to_lru_tail_unlocked(scene.bo());
  expect(thread(scene, 0, move).run().log).toEqual([
    'spin_lock glob',
    'ttm_bo_move_to_lru_tail bo-1',
    'spin_unlock glob',
  ]);
  scene.perform(spin_lock(scene.bo().bdev!.glob!.lru_lock), 1);
  expect(thread(scene, 0, move).run().next).toBe('spin_lock');
});
