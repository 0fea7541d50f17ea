import { describe, expect, test } from 'vitest';
import { dma_resv_lock, dma_resv_trylock, dma_resv_unlock } from '../kernel/dma-resv.ts';
import { down_write } from '../kernel/mmap-lock.ts';
import { type Sketch, V5_5, V5_10 } from '../kernel/testing/sketch.ts';
import { type Stage, stage } from '../kernel/testing/stage.ts';
import { type Thread, thread } from '../kernel/testing/thread.ts';
import { ttm_bo_delayed_delete, ttm_bo_put } from '../kernel/ttm-bo.ts';
import submitter from './submitter.ts';

/** domain.md §4, command submission. */

const start = (scene: Stage, variant: string, task = 1, target = 0): Thread =>
  thread(scene, task, () =>
    submitter.start(scene.kernel, { actor: 'submitter', target, variant }, task),
  );
const two: Sketch = { objects: [{}, { reservation: 1 }], vmas: [{}, { object: 1 }] };
const get = (bo: number): string => `ttm_bo_get_unless_zero bo-${bo} = 1`;
const lock = (resv: number): string => `dma_resv_lock resv-${resv}`;
const unlock = (resv: number): string => `dma_resv_unlock resv-${resv}`;
const put = (bo: number): string => `ttm_bo_put bo-${bo}`;
const COPY = ['down_read mm', 'up_read mm'];

describe('the submitter', () => {
  test('reserves one object, of which it has a reference', () => {
    const scene = stage(two);
    const { log } = start(scene, 'one', 1, 3).run();
    expect(log).toEqual([get(2), lock(2), unlock(2), put(2)]);
    expect(scene.bo(1).kref).toBe(2);
  });

  test('reserves all objects, each reservation once', () => {
    expect(start(stage(two), 'all').run().log).toEqual([
      ...[get(1), get(2), lock(1), lock(2), unlock(1), unlock(2), put(1), put(2)],
    ]);
    const { log } = start(stage({ objects: [{}, {}] }), 'all').run();
    expect(log).toEqual([get(1), get(2), lock(1), unlock(1), put(1), put(2)]);
  });

  test('copies with the reservations held where the mmap lock comes last', () => {
    const scene = stage(two, V5_5);
    expect(start(scene, 'one-copies').run().log).toEqual([
      ...[get(1), lock(1), ...COPY, unlock(1), put(1)],
    ]);
    const { log } = start(scene, 'all-copies').run();
    expect(log).toEqual([
      ...[get(1), get(2), lock(1), lock(2), ...COPY, unlock(1), unlock(2), put(1), put(2)],
    ]);
  });

  test('copies before it reserves anything where the mmap lock comes first', () => {
    const scene = stage(two, V5_10);
    const { log } = start(scene, 'one-copies').run();
    expect(log).toEqual([get(1), ...COPY, lock(1), unlock(1), put(1)]);
  });

  test('blocks on a queued writer while it holds a reservation, up to v5.5', () => {
    const scene = stage({}, V5_5);
    const actor = start(scene, 'one-copies').run('down_read');
    thread(scene, 2, () => down_write(scene.mm)).run('down_write');
    expect(actor.run().next).toBe('down_read');
    expect(scene.resv().owner).toBe(2);
  });

  test('waits for a reservation that somebody else has', () => {
    const scene = stage(two);
    scene.perform(dma_resv_trylock(scene.resv(0)), 0);
    const actor = start(scene, 'all').run();
    expect(actor.next).toBe('dma_resv_lock');
    scene.perform(dma_resv_unlock(scene.resv(0)), 0);
    expect(actor.run().next).toBe('end');
  });

  test('backs off before an older one, then begins with what it did not get', () => {
    const scene = stage(two);
    scene.perform(dma_resv_lock(scene.resv(1), scene.ctx(0)), 0);
    const actor = start(scene, 'all').run();
    expect(actor.log.slice(2)).toEqual([lock(1), `${lock(2)} = -EDEADLK`, unlock(1)]);
    expect([actor.next, scene.resv(0).owner]).toEqual(['dma_resv_lock', 0]);
    scene.perform(dma_resv_unlock(scene.resv(1)), 0);
    expect(actor.run().log.slice(5)).toEqual([
      ...[lock(2), lock(1), unlock(2), unlock(1), put(1), put(2)],
    ]);
    expect(scene.ctx(1).acquired).toBe(0);
  });

  test('of two in opposite order, the older one waits, and both end', () => {
    const scene = stage(two);
    scene.perform(dma_resv_lock(scene.resv(1), scene.ctx(0)), 0);
    const younger = start(scene, 'all', 2).run();
    scene.perform(dma_resv_unlock(scene.resv(1)), 0);
    // Having backed off, the younger one takes the second reservation first.
    younger.step();
    const older = start(scene, 'all', 1).run('dma_resv_lock').step().run();
    expect([scene.resv(0).owner, scene.resv(1).owner]).toEqual([2, 3]);
    expect(older.next).toBe('dma_resv_lock');
    expect(younger.run().log.slice(-3)).toEqual([lock(2), `${lock(1)} = -EDEADLK`, unlock(2)]);
    expect([older.run().next, younger.run().next]).toEqual(['end', 'end']);
    expect([scene.bo(0).kref, scene.bo(1).kref]).toEqual([2, 2]);
  });

  test('leaves out objects that are on their way out, or gone', () => {
    const scene = stage(two);
    const actor = start(scene, 'all');
    scene.perform(dma_resv_trylock(scene.resv(0)), 0);
    for (let count = 0; count < 2; count += 1) scene.perform(ttm_bo_put(scene.bo(0)), 0);
    actor.run('dma_resv_lock');
    scene.perform(dma_resv_unlock(scene.resv(0)), 0);
    scene.perform(ttm_bo_delayed_delete(), 3);
    expect(actor.run().log).toEqual([
      ...['ttm_bo_get_unless_zero bo-1', get(2), lock(2), unlock(2), put(2)],
    ]);
    expect(start(scene, 'one', 2).run().log).toEqual(['ttm_bo_get_unless_zero bo-1']);
  });
});
