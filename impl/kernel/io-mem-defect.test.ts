import { describe, expect, test } from 'vitest';
import { EINVAL } from './errno.ts';
import { ttm_mem_io_free_vm, ttm_mem_io_reserve_vm } from './io-mem.ts';
import { ttm_bo_handle_move_mem } from './move.ts';
import { failing, type Sketch } from './testing/sketch.ts';
import { type Stage, stage } from './testing/stage.ts';

/** domain.md §6 B9: the counter stays incremented when the driver's hook has failed. */

const failsOnce = failing('ttm_mem_io_reserve', 'EINVAL', 1);
const afterFailure = (sketch: Sketch): Stage => {
  const scene = stage({ ...failsOnce, ...sketch });
  expect(scene.perform(ttm_mem_io_reserve_vm(scene.bo()))).toBe(-EINVAL);
  return scene;
};
const isSetUp = ({ bo }: Stage): boolean => bo().mem.bus.offset !== 0;

describe('reserving io memory after a failure', () => {
  test('succeeds without asking the driver, where the defect is switched on', () => {
    const scene = afterFailure({ defects: ['B9'] });
    expect(scene.bo().mem.bus.io_reserved_count).toBe(1);
    expect(scene.perform(ttm_mem_io_reserve_vm(scene.bo()))).toBe(0);
    expect(isSetUp(scene)).toBe(false);
    scene.perform(ttm_mem_io_free_vm(scene.bo()));
    expect(scene.bo().mem.bus.io_reserved_count).toBe(1);
  });

  test('asks the driver again, where it is not', () => {
    const scene = afterFailure({});
    expect(scene.bo().mem.bus.io_reserved_count).toBe(0);
    expect(scene.perform(ttm_mem_io_reserve_vm(scene.bo()))).toBe(0);
    expect(isSetUp(scene)).toBe(true);
  });

  test('asks the driver again on the fast path, which counts nothing', () => {
    const scene = afterFailure({ defects: ['B9'], driver: { ioReserveLru: [] } });
    expect(scene.perform(ttm_mem_io_reserve_vm(scene.bo()))).toBe(0);
    expect(isSetUp(scene)).toBe(true);
  });

  test('asks the driver again after a move, since a new placement has a new counter', () => {
    const scene = afterFailure({ defects: ['B9'] });
    scene.perform(ttm_bo_handle_move_mem(scene.bo(), 'vram', 'pipelined'));
    expect(scene.perform(ttm_mem_io_reserve_vm(scene.bo()))).toBe(0);
    expect(isSetUp(scene)).toBe(true);
  });
});
