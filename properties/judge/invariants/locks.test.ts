import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, PROFILE, WORLD } from '../testing/hand-written.ts';
import {
  DROP_MMAP_LOCK,
  doing,
  GET,
  IO_LOCK,
  IO_UNLOCK,
  LOCK,
  mapped,
  PUT,
  retriedWhenBusy,
  retrying,
  TRYLOCK,
  TRYLOCK_FAILS,
  UNLOCK,
  WAIT_FENCE,
} from '../testing/well-behaved.ts';

const LRU_EVERYWHERE = {
  ...WORLD,
  driver: { ...WORLD.driver, ioReserveLru: ['system', 'tt', 'vram'] as const },
};

describe('unlock-only-by-owner', () => {
  const law = 'unlock-only-by-owner';

  test.each<[string, Line[], string]>([
    ['a reservation', [UNLOCK, UNLOCK], 'resv-1 is unlocked, but nobody holds it'],
    ['an io lock', [IO_LOCK, IO_UNLOCK, IO_UNLOCK], 'man-vram is unlocked, but nobody holds it'],
    ['a spinlock', [['spin_unlock', 'glob']], 'glob is unlocked, but nobody holds it'],
    ['a mutex', [['mutex_unlock', 'bo-1.wu_mutex']], 'bo-1.wu_mutex is unlocked, but nobody'],
    [
      'the mmap lock',
      [DROP_MMAP_LOCK, DROP_MMAP_LOCK],
      'the mmap lock is released by a task that does not hold it',
    ],
  ])('is broken by giving back %s that is not held', async (_, lines, found) => {
    const violation = await broken(law, doing(...lines));
    expect(violation).toMatchObject({
      step: 1 + lines.length,
      found: expect.stringContaining(found),
    });
  });

  test('is broken by giving back what another task holds', async () => {
    const violation = await broken(law, [
      [2, 'dma_resv_lock', 'resv-1'],
      ...call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK_FAILS, UNLOCK]),
    ]);
    expect(violation).toMatchObject({
      step: 3,
      found: 'resv-1 is unlocked, but another task does',
    });
  });

  test('is kept where the manager takes no lock at all', async () => {
    const world = { ...WORLD, driver: { ...WORLD.driver, ioReserveLru: [] } };
    expect(await broken(law, doing(IO_UNLOCK), { world })).toBeUndefined();
  });

  test('does not judge what the core unlocks around the handler', async () => {
    const lines = [...mapped(), [0, 'up_read', 'mm'] as const, [0, 'up_read', 'mm'] as const];
    expect(await broken(law, lines)).toBeUndefined();
  });
});

describe('lock-order', () => {
  const law = 'lock-order';
  const mmapFirst = { profile: { ...PROFILE, lockOrder: 'mmap-first' as const } };

  test('is broken by waiting for the reservation under the mmap lock, if that comes last', async () => {
    const lines = call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK_FAILS, LOCK, UNLOCK]);
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found: 'resv-1 is waited for while the mmap lock is held',
    });
    expect(await broken(law, lines, mmapFirst)).toBeUndefined();
  });

  test('is broken by waiting for the reservation under the io lock', async () => {
    const violation = await broken(law, retrying(IO_LOCK, LOCK));
    expect(violation).toMatchObject({
      step: 4,
      found: 'resv-1 is waited for while the io_reserve lock of man-vram is held',
    });
  });

  test('is broken by locking the reservation twice, which a signal can end', async () => {
    const interrupted: Line = ['dma_resv_lock_interruptible', 'resv-1', { reply: -4 }];
    const violation = await broken(law, doing(interrupted), mmapFirst);
    expect(violation).toMatchObject({
      step: 2,
      found: 'resv-1 is locked by the task that holds it already',
    });
  });

  test('allows to lock twice in an acquire context, and to try', async () => {
    const already: Line = ['dma_resv_lock', 'resv-1', { a: 'ctx-1', reply: -114 }];
    expect(await broken(law, doing(already, TRYLOCK_FAILS), mmapFirst)).toBeUndefined();
  });

  test('is broken by taking wu_mutex under what comes after it', async () => {
    const wu: Line = ['mutex_lock_interruptible', 'bo-1.wu_mutex'];
    expect(await broken(law, doing(wu), mmapFirst)).toMatchObject({
      step: 2,
      found: 'bo-1.wu_mutex is taken while resv-1 is held',
    });
    const underMmapLock = call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK_FAILS, wu]);
    expect(await broken(law, underMmapLock)).toMatchObject({
      step: 2,
      found: 'bo-1.wu_mutex is taken while the mmap lock is held',
    });
    expect(await broken(law, underMmapLock, mmapFirst)).toBeUndefined();
  });

  test('is broken by taking two io locks, if both are real', async () => {
    const lines = doing(IO_LOCK, ['ttm_mem_io_lock', 'man-tt', { a: 1 }]);
    expect(await broken(law, lines, { world: LRU_EVERYWHERE })).toMatchObject({
      step: 3,
      found: 'the io_reserve lock of man-tt is taken while that of man-vram is held',
    });
    expect(await broken(law, lines)).toBeUndefined();
  });

  test('is broken by dropping a reference under the io lock', async () => {
    expect(await broken(law, doing(GET, IO_LOCK, PUT))).toMatchObject({
      step: 4,
      found: 'bo-1 may be released while the io_reserve lock of man-vram is held',
    });
    expect(await broken(law, doing(GET, IO_LOCK, IO_UNLOCK, PUT))).toBeUndefined();
  });

  test('is broken by taking the mmap lock inside the handler', async () => {
    const down: Line = ['down_read', 'mm'];
    expect(await broken(law, doing(down))).toMatchObject({
      step: 2,
      found: 'the mmap lock is taken by a task that holds it already',
    });
    expect(await broken(law, retrying(TRYLOCK, down))).toMatchObject({
      step: 4,
      found: 'the mmap lock is taken while resv-1 is held',
    });
  });

  test('is kept by every wait that happens without the mmap lock', async () => {
    expect(await broken(law, retriedWhenBusy)).toBeUndefined();
  });
});

describe('no-sleep-under-spinlock', () => {
  const law = 'no-sleep-under-spinlock';
  const spin: Line = ['spin_lock', 'glob'];
  const unspin: Line = ['spin_unlock', 'glob'];

  test.each([
    'dma_resv_lock',
    'dma_resv_lock_interruptible',
    'dma_fence_wait',
    'mutex_lock_interruptible',
    'ttm_mem_io_lock',
    'ttm_mem_io_reserve_vm',
    'ttm_tt_populate',
    'fault_reserve_notify',
    'ttm_bo_put',
    'vmf_insert_pfn_prot',
  ])('is broken by %s under the LRU lock', async (primitive) => {
    const violation = await broken(law, doing(spin, [primitive, 'fence-1'], unspin));
    expect(violation).toMatchObject({
      step: 3,
      found: `${primitive} can sleep, and a spinlock is held`,
    });
  });

  test('is broken by returning with the LRU lock', async () => {
    const violation = await broken(law, doing(spin));
    expect(violation).toMatchObject({
      step: 4,
      found: 'a spinlock is held when the handler returns',
    });
  });

  test('allows to move an object on the LRU, and to sleep before and after', async () => {
    const lines: Line[] = [spin, ['ttm_bo_move_to_lru_tail', 'bo-1'], unspin, WAIT_FENCE];
    expect(await broken(law, doing(...lines))).toBeUndefined();
    expect(await broken(law, [[2, 'spin_lock', 'glob'], ...mapped()])).toBeUndefined();
  });
});

describe('lru-changed-under-lock', () => {
  const law = 'lru-changed-under-lock';
  const spin: Line = ['spin_lock', 'glob'];
  const unspin: Line = ['spin_unlock', 'glob'];
  const move: Line = ['ttm_bo_move_to_lru_tail', 'bo-1'];

  test('is broken by moving an object before the lock is taken, or after it is given back', async () => {
    for (const [lines, step] of [
      [[move, spin, unspin], 2],
      [[spin, unspin, move], 4],
    ] as const) {
      expect(await broken(law, doing(...lines))).toMatchObject({
        step,
        found: 'bo-1 is moved on its LRU list without the LRU spinlock',
      });
    }
  });

  test('is kept under the lock, which has to be the own one', async () => {
    expect(await broken(law, doing(spin, move, unspin))).toBeUndefined();
    const other = [[2, 'spin_lock', 'glob'], ...doing(move)] as const;
    expect(await broken(law, [...other])).toMatchObject({ found: expect.stringMatching(/LRU/) });
  });
});
