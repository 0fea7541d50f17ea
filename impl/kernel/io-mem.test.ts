import { describe, expect, test } from 'vitest';
import { EAGAIN, EINTR, EINVAL, ENOMEM } from './errno.ts';
import {
  ttm_mem_io_evict,
  ttm_mem_io_free_vm,
  ttm_mem_io_lock,
  ttm_mem_io_reserve,
  ttm_mem_io_reserve_vm,
  ttm_mem_io_unlock,
} from './io-mem.ts';
import { PAGE_SHIFT } from './mm-flags.ts';
import { APERTURE } from './pfn.ts';
import { failing, type Sketch, V5_10 } from './testing/sketch.ts';
import { type Stage, stage } from './testing/stage.ts';

/** domain.md §2.5. */

const three: Sketch = {
  objects: [{}, { reservation: 1 }, { reservation: 2 }],
  vmas: [{ present: [0] }, { object: 1, present: [0, 1] }, { object: 2, present: [2] }],
};
const fast: Sketch = { driver: { ioReserveLru: [] } };
const list = ({ man }: Stage): number[] =>
  [0, 1, 2].map((at) => man('vram').io_reserve_lru.at(at)).filter((bo) => bo !== 0);
const mapped = ({ slot }: Stage): boolean[] =>
  [0, 1, 2].map((vma) => [0, 1, 2].some((page) => slot(vma).pte_prot.at(page) !== 0));
const at = (scene: Stage, ...bos: number[]): number[] => bos.map((index) => scene.bo(index).ptr);

describe('the io lock', () => {
  test.each([true, false])('has one holder (interruptible: %s)', (intr) => {
    const { man, perform, blocks } = stage();
    expect(perform(ttm_mem_io_lock(man('vram'), intr), 0)).toBe(0);
    expect(blocks(ttm_mem_io_lock(man('vram'), intr), 1)).toBe(true);
    expect(blocks(ttm_mem_io_lock(man('vram'), intr), 0)).toBe(true);
    perform(ttm_mem_io_unlock(man('vram')), 0);
    expect(perform(ttm_mem_io_lock(man('vram'), intr), 1)).toBe(0);
    expect(man('vram').io_reserve_mutex.owner).toBe(2);
  });

  test('is taken although a signal is pending, when it is free', () => {
    const { kernel, man, perform } = stage();
    kernel.setSignal(0, 1);
    expect(perform(ttm_mem_io_lock(man('vram'), true))).toBe(0);
  });

  test('is refused with -EINTR to an interruptible waiter with a signal', () => {
    const { kernel, man, perform, blocks } = stage();
    perform(ttm_mem_io_lock(man('vram'), true), 1);
    kernel.setSignal(0, 1);
    expect(perform(ttm_mem_io_lock(man('vram'), true))).toBe(-EINTR);
    expect(blocks(ttm_mem_io_lock(man('vram'), false))).toBe(true);
    expect(man('vram').io_reserve_mutex.owner).toBe(2);
  });

  test('of each manager is its own', () => {
    const { man, perform } = stage({ driver: { ioReserveLru: ['tt', 'vram'] } });
    perform(ttm_mem_io_lock(man('vram'), true), 0);
    expect(perform(ttm_mem_io_lock(man('tt'), true), 1)).toBe(0);
  });

  test.each([
    ['on the fast path', stage(fast)],
    ['from v5.10 on', stage({}, V5_10)],
  ])('is not taken %s', (_, { kernel, man, perform }) => {
    const before = kernel.fingerprint();
    expect(perform(ttm_mem_io_lock(man('vram'), true), 0)).toBe(0);
    expect(perform(ttm_mem_io_lock(man('vram'), true), 1)).toBe(0);
    perform(ttm_mem_io_unlock(man('vram')), 0);
    expect(kernel.fingerprint()).toBe(before);
  });
});

describe('reserving io memory', () => {
  test('tells where video memory is seen on the bus', () => {
    const { bo, perform } = stage();
    expect(perform(ttm_mem_io_reserve_vm(bo()))).toBe(0);
    const base = APERTURE << PAGE_SHIFT;
    const offset = bo().mem.start << PAGE_SHIFT;
    expect(bo().mem.bus).toMatchObject({ base, offset, is_iomem: 1, io_reserved_vm: 1 });
  });

  test('tells that system memory is none', () => {
    const { bo, perform } = stage({ objects: [{ placement: 'tt' }] });
    expect(perform(ttm_mem_io_reserve_vm(bo()))).toBe(0);
    expect(bo().mem.bus).toMatchObject({ base: 0, is_iomem: 0 });
  });

  test('has the base in the offset from v5.10 on, and is not repeated', () => {
    const { bo, perform } = stage({ ...failing('ttm_mem_io_reserve', 'ENOMEM', 2) }, V5_10);
    const { bdev, mem } = bo();
    expect(perform(ttm_mem_io_reserve(bdev!, mem))).toBe(0);
    const offset = (mem.start + APERTURE) << PAGE_SHIFT;
    expect(mem.bus).toMatchObject({ base: 0, offset, is_iomem: 1 });
    expect(perform(ttm_mem_io_reserve(bdev!, mem))).toBe(0);
  });

  test.each([
    ['EINVAL', -EINVAL],
    ['ENOMEM', -ENOMEM],
    ['EAGAIN', -EAGAIN],
  ] as const)('can fail with -%s, and has then done nothing', (error, reply) => {
    const failure = failing('ttm_mem_io_reserve', error);
    for (const scene of [stage(failure), stage({ ...failure, ...fast }), stage(failure, V5_10)]) {
      const { kernel, bo, perform } = scene;
      const before = kernel.fingerprint();
      const vm = kernel.profile.ioLock;
      const { bdev, mem } = bo();
      const reserve = vm ? ttm_mem_io_reserve_vm(bo()) : ttm_mem_io_reserve(bdev!, mem);
      expect(perform(reserve)).toBe(reply);
      expect(kernel.fingerprint()).toBe(before);
    }
  });

  test('is done once, and not asked of the driver again', () => {
    const { bo, perform } = stage(failing('ttm_mem_io_reserve', 'EINVAL', 2));
    expect(perform(ttm_mem_io_reserve_vm(bo()))).toBe(0);
    expect(perform(ttm_mem_io_reserve_vm(bo()))).toBe(0);
    expect(bo().mem.bus.io_reserved_count).toBe(1);
  });

  test('keeps no list on the fast path', () => {
    const scene = stage(fast);
    scene.perform(ttm_mem_io_reserve_vm(scene.bo()));
    expect(list(scene)).toEqual([]);
  });

  test('is undone by ttm_mem_io_free_vm, which is harmless without it', () => {
    const scene = stage();
    const before = scene.kernel.fingerprint();
    scene.perform(ttm_mem_io_free_vm(scene.bo()));
    expect(scene.kernel.fingerprint()).toBe(before);
    scene.perform(ttm_mem_io_reserve_vm(scene.bo()));
    scene.perform(ttm_mem_io_free_vm(scene.bo()));
    expect(scene.bo().mem.bus).toMatchObject({ io_reserved_vm: 0, io_reserved_count: 0 });
    expect(list(scene)).toEqual([]);
  });
});

describe('the list of objects with io memory', () => {
  const full = (sketch: Sketch): Stage => {
    const scene = stage({ ...three, ...sketch });
    for (const index of [1, 0]) scene.perform(ttm_mem_io_reserve_vm(scene.bo(index)), 5);
    return scene;
  };

  test('has the one that reserved first at its head', () => {
    const scene = full({});
    expect(list(scene)).toEqual(at(scene, 1, 0));
    scene.perform(ttm_mem_io_free_vm(scene.bo(1)));
    expect(list(scene)).toEqual(at(scene, 0));
  });

  test('loses its head, with the mappings, when the driver says -EAGAIN once', () => {
    const scene = full(failing('ttm_mem_io_reserve', 'EAGAIN', 1));
    expect(scene.perform(ttm_mem_io_reserve_vm(scene.bo(2)))).toBe(0);
    expect(list(scene)).toEqual(at(scene, 0, 2));
    expect(scene.bo(1).mem.bus.io_reserved_vm).toBe(0);
    expect(mapped(scene)).toEqual([true, false, true]);
  });

  test('is emptied when the driver says -EAGAIN every time, which is then the answer', () => {
    const scene = full(failing('ttm_mem_io_reserve', 'EAGAIN'));
    expect(scene.perform(ttm_mem_io_reserve_vm(scene.bo(2)))).toBe(-EAGAIN);
    expect(list(scene)).toEqual([]);
    expect(mapped(scene)).toEqual([false, false, true]);
    expect(scene.bo(2).mem.bus.io_reserved_vm).toBe(0);
  });

  test('loses its head to whoever needs bus addresses, without its reservation', () => {
    const scene = full({});
    expect(scene.perform(ttm_mem_io_evict(scene.man('vram')))).toBe(0);
    expect(scene.perform(ttm_mem_io_evict(scene.man('vram')))).toBe(0);
    expect(mapped(scene)).toEqual([false, false, true]);
    expect(scene.perform(ttm_mem_io_evict(scene.man('vram')))).toBe(-EAGAIN);
  });
});
