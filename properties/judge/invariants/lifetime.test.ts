import { describe, expect, test } from 'vitest';
import { VM_FAULT_NOPAGE, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line } from '../testing/hand-written.ts';
import { at, insert, read } from '../testing/hand-written-lines.ts';
import {
  DROP_MMAP_LOCK,
  GET,
  LOCK,
  PUT,
  TRYLOCK,
  UNLOCK,
  WAIT_FENCE,
} from '../testing/well-behaved.ts';

/** A call that ends in a retry; the first of these operations is step 1. */
const retried = (...lines: Line[]) => call({ reply: VM_FAULT_RETRY }, lines);

describe('no-vma-after-mmap-drop', () => {
  const law = 'no-vma-after-mmap-drop';

  test('is broken by reading a member of the vma', async () => {
    const violation = await broken(law, retried(DROP_MMAP_LOCK, read(at.vm_mm)));
    expect(violation).toMatchObject({
      step: 2,
      found: 'vma-1.vm_mm is read after the mmap lock was dropped',
    });
  });

  test('is broken by writing one', async () => {
    const violation = await broken(law, retried(DROP_MMAP_LOCK, ['write', 'vma-1']));
    expect(violation).toMatchObject({ found: expect.stringContaining('vm_start is written') });
  });

  test('is broken even if the lock was taken again', async () => {
    const lines: Line[] = [DROP_MMAP_LOCK, ['down_read', 'mm'], read(at.vm_mm)];
    expect(await broken(law, retried(...lines))).toMatchObject({ step: 3 });
  });

  test('is broken by inserting a page, though the vma was copied', async () => {
    const violation = await broken(law, retried(TRYLOCK, DROP_MMAP_LOCK, insert(0)));
    expect(violation).toMatchObject({ step: 3, found: expect.stringContaining('is inserted') });
  });

  test('is kept as long as the lock is held', async () => {
    expect(await broken(law, retried(read(at.vm_mm), insert(0), DROP_MMAP_LOCK))).toBeUndefined();
  });

  test('is kept by reading what is not the vma', async () => {
    expect(await broken(law, retried(DROP_MMAP_LOCK, read(at.num_pages)))).toBeUndefined();
  });
});

describe('bo-ref-held-while-waiting', () => {
  const law = 'bo-ref-held-while-waiting';

  test('is broken by waiting for the reservation without a reference', async () => {
    const violation = await broken(law, retried(DROP_MMAP_LOCK, LOCK, UNLOCK));
    expect(violation).toMatchObject({
      step: 2,
      found:
        'dma_resv_lock_interruptible(resv-1) is called, ' +
        'although the mmap lock is dropped and no reference of its own is held',
    });
  });

  test('is broken by waiting for the mutex of the object', async () => {
    const line: Line = ['mutex_lock_interruptible', 'bo-1.wu_mutex'];
    const violation = await broken(law, retried(DROP_MMAP_LOCK, line));
    expect(violation).toMatchObject({ step: 2, found: expect.stringContaining('bo-1.wu_mutex') });
  });

  test('is broken by taking the reference too late', async () => {
    const violation = await broken(law, retried(DROP_MMAP_LOCK, GET, LOCK, UNLOCK, PUT));
    expect(violation).toMatchObject({ step: 2, found: expect.stringMatching(/^ttm_bo_get/) });
  });

  test('is broken by unlocking after the reference was dropped', async () => {
    const violation = await broken(law, retried(TRYLOCK, GET, DROP_MMAP_LOCK, PUT, UNLOCK));
    expect(violation).toMatchObject({ step: 5, found: expect.stringMatching(/^dma_resv_unlock/) });
  });

  test('is broken by reading the object', async () => {
    const violation = await broken(law, retried(DROP_MMAP_LOCK, read(at.num_pages)));
    expect(violation).toMatchObject({ found: expect.stringContaining('bo-1.num_pages is read') });
  });

  test('is broken by waiting for a fence that nobody keeps', async () => {
    const violation = await broken(law, retried(TRYLOCK, DROP_MMAP_LOCK, WAIT_FENCE, UNLOCK));
    expect(violation).toMatchObject({ step: 3, found: expect.stringMatching(/^dma_fence_wait/) });
  });

  test('is broken by a wait that never ends', async () => {
    const waiting = retried(DROP_MMAP_LOCK).slice(0, -1);
    const deadlocked = { kind: 'deadlocked', blocked: [0] } as const;
    expect(await broken(law, waiting, { outcome: deadlocked })).toMatchObject({
      task: 0,
      found: expect.stringContaining('waits for ever'),
    });
    expect(await broken(law, waiting)).toBeUndefined();
    const holding = retried(GET, DROP_MMAP_LOCK).slice(0, -1);
    expect(await broken(law, holding, { outcome: deadlocked })).toBeUndefined();
  });

  test('is kept with a reference from before the drop until after the last use', async () => {
    const lines: Line[] = [TRYLOCK, GET, DROP_MMAP_LOCK, read(at.moving), WAIT_FENCE, UNLOCK, PUT];
    expect(await broken(law, retried(...lines))).toBeUndefined();
  });

  test('is kept by a wait for a fence of which it has a reference', async () => {
    const lines: Line[] = [
      TRYLOCK,
      ['dma_fence_get', 'fence-1'],
      UNLOCK,
      DROP_MMAP_LOCK,
      WAIT_FENCE,
      ['dma_fence_put', 'fence-1'],
    ];
    expect(await broken(law, retried(...lines))).toBeUndefined();
  });

  test('asks for nothing as long as the mmap lock is held', async () => {
    expect(await broken(law, retried(LOCK, read(at.num_pages), UNLOCK))).toBeUndefined();
  });
});

describe('no-use-after-free', () => {
  const law = 'no-use-after-free';
  const freed = (name: string): Line => ['freed', name];

  test('is broken by reading a freed object', async () => {
    const violation = await broken(law, retried(DROP_MMAP_LOCK, freed('bo-1'), read(at.mem_type)));
    expect(violation).toMatchObject({
      step: 2,
      found: 'bo-1.mem.mem_type is read, but bo-1 was freed',
    });
  });

  test('is broken by writing to one', async () => {
    const violation = await broken(law, retried(freed('bo-1'), ['write', at.moving]));
    expect(violation).toMatchObject({ found: 'bo-1.moving is written, but bo-1 was freed' });
  });

  test.each([
    ['ttm_bo_put', 'bo-1', 'bo-1'],
    ['mutex_unlock', 'bo-1.wu_mutex', 'bo-1'],
    ['dma_resv_unlock', 'resv-1', 'resv-1'],
    ['dma_fence_put', 'fence-1', 'fence-1'],
  ] as const)('is broken by %s of a freed object', async (name, object, owner) => {
    const violation = await broken(law, retried(DROP_MMAP_LOCK, freed(owner), [name, object]));
    expect(violation).toMatchObject({
      step: 2,
      found: `${name} is called on ${object}, which was freed`,
    });
  });

  test('is broken by reserving a placement inside a freed object', async () => {
    const line: Line = ['ttm_mem_io_reserve', 'bdev', { a: 'bo-1.mem' }];
    expect(await broken(law, retried(freed('bo-1'), line))).toMatchObject({
      found: 'ttm_mem_io_reserve is called on bo-1.mem, which was freed',
    });
  });

  test('is kept by touching what was not freed', async () => {
    const lines: Line[] = [freed('fence-1'), freed('vma-2'), read(at.mem_type), GET, PUT];
    expect(await broken(law, retried(...lines))).toBeUndefined();
  });

  test('is kept by dropping the reference that frees', async () => {
    expect(await broken(law, retried(DROP_MMAP_LOCK, PUT, freed('bo-1')))).toBeUndefined();
  });
});

describe('bo-refs-balanced', () => {
  const law = 'bo-refs-balanced';

  test('is broken by a reference that is kept', async () => {
    const violation = await broken(law, retried(GET, DROP_MMAP_LOCK));
    expect(violation).toMatchObject({
      step: 3,
      found: 'references to the object: 1 taken, 0 dropped',
    });
  });

  test('is broken by dropping one that was not taken', async () => {
    const violation = await broken(law, call({ reply: VM_FAULT_NOPAGE }, [PUT]));
    expect(violation).toMatchObject({ found: 'references to the object: 0 taken, 1 dropped' });
  });

  test('is kept by dropping what was taken, in whatever way', async () => {
    const unlessZero = (reply: number): Line => ['ttm_bo_get_unless_zero', 'bo-1', { reply }];
    const lines: Line[] = [GET, PUT, unlessZero(1), PUT, unlessZero(0)];
    expect(await broken(law, retried(...lines))).toBeUndefined();
  });
});
