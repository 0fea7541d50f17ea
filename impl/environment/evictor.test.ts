import { describe, expect, test } from 'vitest';
import { dma_fence_signal } from '../kernel/dma-fence.ts';
import { dma_resv_trylock, dma_resv_unlock } from '../kernel/dma-resv.ts';
import { ttm_mem_io_lock, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
import { type Sketch, V5_10 } from '../kernel/testing/sketch.ts';
import { type Stage, stage } from '../kernel/testing/stage.ts';
import { type Thread, thread } from '../kernel/testing/thread.ts';
import { ttm_bo_put } from '../kernel/ttm-bo.ts';
import { MEMORY_TYPE_NAMES } from '../kernel/ttm-flags.ts';
import evictor from './evictor.ts';

/** domain.md §4, eviction, move and swapout. */

const start = (scene: Stage, variant = 'to-tt', target = 0): Thread =>
  thread(scene, 1, () => evictor.start(scene.kernel, { actor: 'evictor', target, variant }, 1));
const REFUSED = ['spin_lock glob', 'dma_resv_trylock resv-1', 'spin_unlock glob'];
const TAKEN = ['spin_lock glob', 'dma_resv_trylock resv-1 = 1', 'spin_unlock glob'];

describe('the evictor', () => {
  test('tries the reservation under the spinlock, and moves under the io lock', () => {
    const scene = stage();
    expect(start(scene).run().log).toEqual([
      ...TAKEN,
      'ttm_mem_io_lock man-vram',
      'ttm_bo_handle_move_mem bo-1',
      'ttm_mem_io_unlock man-vram',
      'dma_resv_unlock resv-1',
    ]);
    expect([scene.resv().owner, scene.man('vram').io_reserve_mutex.owner]).toEqual([0, 0]);
  });

  test('knows no io lock from v5.10 on', () => {
    const { log } = start(stage({}, V5_10)).run();
    expect(log).toEqual([...TAKEN, 'ttm_bo_handle_move_mem bo-1', 'dma_resv_unlock resv-1']);
  });

  test.each([
    ['to-system', 'system', true, true],
    ['to-tt', 'tt', true, true],
    ['to-vram', 'vram', true, true],
    ['swapout', 'system', false, true],
    ['gutting', 'system', false, false],
  ] as const)('%s ends in %s', (variant, type, moving, table) => {
    const scene = stage({ vmas: [{ present: [1] }] });
    expect(start(scene, variant).run().next).toBe('end');
    expect(MEMORY_TYPE_NAMES[scene.bo().mem.mem_type]).toBe(type);
    expect([scene.bo().moving !== null, scene.bo().ttm !== null]).toEqual([moving, table]);
    expect([scene.slot().pte_prot.at(1), scene.bo().generation]).toEqual([0, 1]);
  });

  test('has no variants but those', () => {
    expect(evictor.variants).toEqual(['to-system', 'to-tt', 'to-vram', 'swapout', 'gutting']);
  });

  test('leaves an object alone that somebody else has reserved', () => {
    const scene = stage();
    scene.perform(dma_resv_trylock(scene.resv()), 0);
    const actor = start(scene).run();
    expect([actor.log, actor.next]).toEqual([REFUSED, 'end']);
    expect([scene.bo().generation, scene.resv().owner]).toEqual([0, 1]);
  });

  test('leaves an object alone that is gone, or on its way out', () => {
    for (const reserved of [true, false]) {
      const scene = stage();
      const actor = start(scene);
      if (reserved) scene.perform(dma_resv_trylock(scene.resv()), 0);
      scene.perform(ttm_bo_put(scene.bo()));
      scene.perform(ttm_bo_put(scene.bo()));
      if (reserved) scene.perform(dma_resv_unlock(scene.resv()), 0);
      expect(actor.run().log).toEqual(['spin_lock glob', 'spin_unlock glob']);
    }
  });

  test('waits for the io lock without regard to signals', () => {
    const scene = stage();
    scene.perform(ttm_mem_io_lock(scene.man('vram'), true), 0);
    scene.kernel.setSignal(1, 2);
    const actor = start(scene).run();
    expect(actor.next).toBe('ttm_mem_io_lock');
    scene.perform(ttm_mem_io_unlock(scene.man('vram')), 0);
    expect(actor.run().next).toBe('end');
  });

  const pending: Sketch = { objects: [{ moving: 'pending' }] };
  test.each(['swapout', 'gutting'])('waits for a pending move before %s', (variant) => {
    const scene = stage(pending);
    const actor = start(scene, variant).run();
    expect(actor.next).toBe('dma_fence_wait');
    scene.perform(dma_fence_signal(), 2);
    expect(actor.run().next).toBe('end');
    expect(scene.bo().moving).toBe(null);
  });

  test('moves on the GPU behind a pending move', () => {
    const scene = stage(pending);
    expect(start(scene).run().next).toBe('end');
    expect(scene.bo().moving).toBe(scene.fence(1));
  });
});
