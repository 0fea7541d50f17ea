import { describe, expect, test } from 'vitest';
import { POISON } from '../kernel/kernel.ts';
import { down_read, up_read } from '../kernel/mmap-lock.ts';
import type { Sketch } from '../kernel/testing/sketch.ts';
import { type Stage, stage } from '../kernel/testing/stage.ts';
import { type Thread, thread } from '../kernel/testing/thread.ts';
import munmap from './munmap.ts';

/** domain.md §2.2, §4. */

const start = (scene: Stage, variant: string, target = 0, task = 1): Thread =>
  thread(scene, task, () => munmap.start(scene.kernel, { actor: 'munmap', target, variant }, task));
const one: Sketch = { vmas: [{ present: [0] }, {}] };

describe('munmap', () => {
  test('detaches, closes and frees the vma under the write lock', () => {
    expect(start(stage(one), 'write-locked').run().log).toEqual([
      ...['down_write_queue mm', 'down_write mm', 'detach_vma vma-1 = bo-1'],
      ...['ttm_bo_put bo-1', 'vm_area_free vma-1', 'up_write mm'],
    ]);
  });

  test('closes and frees it under a downgraded lock since v4.20', () => {
    expect(start(stage(one), 'downgrade').run().log).toEqual([
      ...['down_write_queue mm', 'down_write mm', 'detach_vma vma-1 = bo-1', 'downgrade_write mm'],
      ...['ttm_bo_put bo-1', 'vm_area_free vma-1', 'up_read mm'],
    ]);
  });

  test.each(munmap.variants)('%s leaves neither entry, reference nor lock behind', (variant) => {
    const scene = stage(one);
    start(scene, variant).run();
    expect([scene.slot().pte_prot.at(0), scene.bo().kref]).toEqual([0, 2]);
    expect([scene.vma(0).vm_start, scene.vma(1).vm_start === POISON]).toEqual([POISON, false]);
    expect(scene.mm).toMatchObject({ readers: 0, writer: 0, queued: 0 });
  });

  test.each(munmap.variants)('%s waits for a reader, and keeps later ones out', (variant) => {
    const scene = stage(one);
    scene.perform(down_read(scene.mm), 0);
    const actor = start(scene, variant).run();
    expect(actor.next).toBe('down_write');
    expect(scene.blocks(down_read(scene.mm), 2)).toBe(true);
    scene.perform(up_read(scene.mm), 0);
    expect(actor.run().next).toBe('end');
  });

  test('lets faults on other vmas run beside its close only when downgraded', () => {
    const readable = (variant: string): boolean => {
      const scene = stage(one);
      start(scene, variant).run('ttm_bo_put');
      return !scene.blocks(down_read(scene.mm), 0);
    };
    expect([readable('downgrade'), readable('write-locked')]).toEqual([true, false]);
  });

  test('of a vma that is gone already does nothing', () => {
    const scene = stage(one);
    start(scene, 'downgrade').run();
    expect(start(scene, 'downgrade', 2, 2).run().log).toEqual([
      ...['down_write_queue mm', 'down_write mm', 'detach_vma vma-1', 'up_write mm'],
    ]);
    expect(scene.bo().kref).toBe(2);
  });
});
