import { describe, expect, test } from 'vitest';
import { ttm_mem_io_lock, ttm_mem_io_reserve_vm, ttm_mem_io_unlock } from '../kernel/io-mem.ts';
import { type Sketch, V5_5, V5_10 } from '../kernel/testing/sketch.ts';
import { type Stage, stage } from '../kernel/testing/stage.ts';
import { type Thread, thread } from '../kernel/testing/thread.ts';
import ioEvictor from './io-evictor.ts';

/** domain.md §4, io LRU eviction. */

const start = (scene: Stage, variant = 'vram'): Thread =>
  thread(scene, 1, () => ioEvictor.start(scene.kernel, { actor: '', target: 0, variant }, 1));
const EVICTION = [
  'ttm_mem_io_lock man-vram',
  'ttm_mem_io_evict man-vram',
  'ttm_mem_io_unlock man-vram',
];

describe('the io evictor', () => {
  test('unmaps the oldest object under the io lock, with no reservation', () => {
    const scene = stage({ vmas: [{ present: [0] }] });
    scene.perform(ttm_mem_io_reserve_vm(scene.bo()));
    expect(start(scene).run().log).toEqual(EVICTION);
    expect([scene.slot().pte_prot.at(0), scene.bo().mem.bus.io_reserved_vm]).toEqual([0, 0]);
    expect(scene.man('vram').io_reserve_mutex.owner).toBe(0);
  });

  test('finds nothing to evict in an empty list', () => {
    const scene = stage({ vmas: [{ present: [0] }] });
    expect(start(scene).run().log).toContain('ttm_mem_io_evict man-vram = -EAGAIN');
    expect(scene.slot().pte_prot.at(0)).not.toBe(0);
  });

  test('waits for the io lock', () => {
    const scene = stage();
    scene.perform(ttm_mem_io_lock(scene.man('vram'), true), 0);
    const actor = start(scene).run();
    expect(actor.next).toBe('ttm_mem_io_lock');
    scene.perform(ttm_mem_io_unlock(scene.man('vram')), 0);
    expect(actor.run().next).toBe('end');
  });

  const lru: Sketch = { driver: { ioReserveLru: ['vram'] } };
  test.each([
    ['of a manager on the fast path', lru, 'tt', V5_5],
    ['from v5.10 on', lru, 'vram', V5_10],
  ] as const)('has nothing to do %s', (_, sketch, variant, profile) => {
    expect(start(stage(sketch, profile), variant).next).toBe('end');
  });
});
