import { describe, expect, test } from 'vitest';
import { __GFP_ZERO, GFP_KERNEL } from '../../../impl/kernel/drm-device.ts';
import { VM_FAULT_OOM, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import { dummyPfn } from '../../../impl/kernel/pfn.ts';
import { broken, call, type Line, PROFILE, WORLD } from '../testing/hand-written.ts';
import { insert } from '../testing/hand-written-lines.ts';
import {
  doing,
  IO_LOCK,
  IO_RESERVE,
  MAPPING,
  NOWAIT_FLAGS,
  RESERVED,
  UNLOCK,
} from '../testing/well-behaved.ts';

const LRU_EVERYWHERE = {
  ...WORLD,
  driver: { ...WORLD.driver, ioReserveLru: ['system', 'tt', 'vram'] as const },
};

describe('io-lock-same-manager', () => {
  const law = 'io-lock-same-manager';
  const moved: Line = ['moved', 'bo-1', { a: 1, b: 1 }];

  test('is broken when the object moves between the look-up and the lock', async () => {
    const violation = await broken(law, doing(moved, ...MAPPING));
    expect(violation).toMatchObject({
      step: 3,
      found: 'io memory of bo-1, now in man-tt, is reserved under the lock of man-vram',
    });
  });

  test('is broken by reserving without a lock', async () => {
    const violation = await broken(law, doing(IO_RESERVE));
    expect(violation).toMatchObject({ step: 2, found: expect.stringContaining('without a lock') });
  });

  test('is broken by unlocking another manager', async () => {
    const lines: Line[] = [IO_LOCK, IO_RESERVE, ['ttm_mem_io_unlock', 'man-tt']];
    const violation = await broken(law, doing(...lines));
    expect(violation).toMatchObject({
      step: 4,
      found: 'man-vram was locked, man-tt is unlocked',
    });
  });

  test('does not care where neither manager has a lock', async () => {
    const world = { ...WORLD, driver: { ...WORLD.driver, ioReserveLru: [] } };
    expect(await broken(law, doing(moved, ...MAPPING), { world })).toBeUndefined();
    const profile = { ...PROFILE, ioLock: false };
    expect(await broken(law, doing(moved, IO_RESERVE), { profile })).toBeUndefined();
  });

  test('is kept when the manager is looked up after the move', async () => {
    const lines: Line[] = [
      moved,
      ['ttm_mem_io_lock', 'man-tt', { a: 1 }],
      IO_RESERVE,
      ['ttm_mem_io_unlock', 'man-tt'],
    ];
    expect(await broken(law, doing(...lines), { world: LRU_EVERYWHERE })).toBeUndefined();
  });
});

describe('device-section-balanced', () => {
  const law = 'device-section-balanced';
  const enter: Line = ['drm_dev_enter', 'bdev', { reply: 1 }];
  const exit: Line = ['drm_dev_exit', 'bdev'];

  test('is broken by a path that does not leave the section', async () => {
    const lines = call({ reply: VM_FAULT_OOM }, [...RESERVED, enter, UNLOCK]);
    expect(await broken(law, lines)).toMatchObject({
      step: 4,
      found: 'the handler returned inside a section that drm_dev_enter had opened',
    });
  });

  test('is broken by leaving a section that was not entered', async () => {
    const unplugged: Line = ['drm_dev_enter', 'bdev', { reply: 0 }];
    expect(await broken(law, doing(unplugged, exit))).toMatchObject({
      step: 3,
      found: 'drm_dev_exit without a drm_dev_enter',
    });
  });

  test('allows nested sections, and to leave one after the retry', async () => {
    expect(await broken(law, doing(enter, enter, exit, exit))).toBeUndefined();
    const retry = call({ reply: VM_FAULT_RETRY, flags: NOWAIT_FLAGS }, [enter, exit]);
    expect(await broken(law, retry)).toBeUndefined();
  });
});

describe('unplugged-device-not-mapped', () => {
  const law = 'unplugged-device-not-mapped';
  const enter: Line = ['drm_dev_enter', 'bdev', { reply: 1 }];
  const gone: Line = ['drm_dev_enter', 'bdev', { reply: 0 }];
  const exit: Line = ['drm_dev_exit', 'bdev'];
  const page: Line = ['alloc_page', 'bdev', { a: GFP_KERNEL | __GFP_ZERO, reply: 4 }];
  const dirty: Line = ['alloc_page', 'bdev', { a: GFP_KERNEL, reply: 4 }];
  const unkept: Line = ['drmm_add_action', 'bdev', { reply: -12 }];
  const zeroes = insert(0, { b: dummyPfn(0) });

  test.each<[string, string, Line[]]>([
    ['mapping a device that is gone', 'said that the device is gone', [gone, insert(0)]],
    ['a page of zeroes without need', 'nothing said', [enter, zeroes, exit]],
    ['showing what was in a page', 'without __GFP_ZERO', [gone, dirty, zeroes]],
    ['showing a page that is freed', 'not be freed with', [gone, page, unkept, zeroes]],
    ['mapping outside the section', 'after drm_dev_exit', [enter, exit, insert(0)]],
  ])('is broken by %s', async (_, found, lines) => {
    const violation = await broken(law, doing(...lines));
    expect(violation).toMatchObject({ found: expect.stringContaining(found) });
  });

  test('is kept inside the section, without any, and by a page of zeroes', async () => {
    expect(await broken(law, doing(enter, insert(0), exit))).toBeUndefined();
    expect(await broken(law, doing(insert(0)))).toBeUndefined();
    expect(await broken(law, doing(gone, page, zeroes))).toBeUndefined();
  });
});
