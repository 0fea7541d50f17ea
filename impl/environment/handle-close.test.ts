import { describe, expect, test } from 'vitest';
import { POISON } from '../kernel/kernel.ts';
import { type Stage, stage } from '../kernel/testing/stage.ts';
import { thread } from '../kernel/testing/thread.ts';
import type { ActorSpec } from '../kernel/world.ts';
import handleClose from './handle-close.ts';

const close = (target: number): ActorSpec => ({ actor: 'handle-close', target, variant: 'close' });
/** Runs every actor of the world, in turn; what each did. */
const runAll = (scene: Stage): (readonly string[])[] =>
  scene.kernel.world.environment.map((spec, index) => {
    const task = scene.kernel.world.faults.length + index;
    return thread(scene, task, () => handleClose.start(scene.kernel, spec, task)).run().log;
  });

describe('closing a handle', () => {
  test('drops its reference', () => {
    const scene = stage({ environment: [close(0)] });
    expect(runAll(scene)).toEqual([['ttm_bo_put bo-1']]);
    expect(scene.bo().kref).toBe(1);
  });

  test('is the end of an object without mappings', () => {
    const scene = stage({
      objects: [{}, { reservation: 1 }],
      environment: [close(1)],
    });
    runAll(scene);
    expect([scene.bo(0).kref, scene.bo(1).kref]).toEqual([2, POISON]);
  });

  test('happens once, however many close it', () => {
    const scene = stage({ environment: [close(0), close(1)] });
    expect(runAll(scene)).toEqual([['ttm_bo_put bo-1'], []]);
  });

  test('happens once, even if the closers are one and the same record', () => {
    const spec = close(0);
    const scene = stage({ environment: [spec, spec] });
    expect(runAll(scene)).toEqual([['ttm_bo_put bo-1'], []]);
  });

  test('of each object is its own', () => {
    const scene = stage({ objects: [{}, {}], environment: [close(1), close(0)] });
    expect(runAll(scene)).toEqual([['ttm_bo_put bo-2'], ['ttm_bo_put bo-1']]);
  });

  test('needs a handle', () => {
    const scene = stage({ objects: [{ handle: false }], environment: [close(0)] });
    expect(runAll(scene)).toEqual([[]]);
  });
});
