import { describe, expect, test } from 'vitest';
import {
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line } from '../testing/hand-written.ts';
import { at, insert, MOVING, read, worldWith } from '../testing/hand-written-lines.ts';
import {
  DROP_MMAP_LOCK,
  doing,
  GET,
  IN_TRANSIT,
  IO_LOCK,
  IO_RESERVE,
  IO_UNLOCK,
  LOCK,
  PUT,
  RESERVED,
  TRYLOCK,
  TRYLOCK_FAILS,
  UNLOCK,
  WAIT_FENCE,
} from '../testing/well-behaved.ts';

const EBUSY = -16;
const EINVAL = -22;
const hook = (reply: number): Line => ['fault_reserve_notify', 'bo-1', { reply }];
const failing = (reply: number, ...lines: Line[]) =>
  call({ reply }, [...RESERVED, ...lines, UNLOCK]);

describe('error-has-cause', () => {
  const law = 'error-has-cause';

  test.each([
    ['SIGBUS', VM_FAULT_SIGBUS],
    ['OOM', VM_FAULT_OOM],
  ])('is broken by %s for nothing', async (_, reply) => {
    const violation = await broken(law, failing(reply));
    expect(violation?.found).toContain('although nothing has failed');
  });

  test('is broken by SIGBUS for an object that is busy', async () => {
    const violation = await broken(law, failing(VM_FAULT_SIGBUS, hook(EBUSY)));
    expect(violation?.found).toContain('although what failed said "later"');
  });

  test('is kept by an error of what failed, and by no error', async () => {
    expect(await broken(law, failing(VM_FAULT_SIGBUS, hook(EINVAL)))).toBeUndefined();
    expect(await broken(law, failing(VM_FAULT_NOPAGE, hook(EBUSY)))).toBeUndefined();
  });

  test('is kept where there is nothing to map', async () => {
    const refused = failing(VM_FAULT_SIGBUS);
    const imported = worldWith({ imported: true });
    const bare = worldWith({ placement: 'system', ttm: 'absent' });
    const short = worldWith({ pages: 0 });
    for (const world of [imported, bare, short]) {
      expect(await broken(law, refused, { world })).toBeUndefined();
    }
    const gone: Line = ['drm_dev_enter', 'bdev'];
    expect(await broken(law, failing(VM_FAULT_SIGBUS, gone))).toBeUndefined();
  });

  test('is kept by OOM for a device that is gone only if the page of zeroes cannot be had', async () => {
    const gone: Line = ['drm_dev_enter', 'bdev'];
    const none: Line = ['alloc_page', 'bdev', { reply: 0 }];
    expect(await broken(law, failing(VM_FAULT_OOM, gone))).toBeDefined();
    expect(await broken(law, failing(VM_FAULT_OOM, gone, none))).toBeUndefined();
  });

  test('is broken by refusing an import that may be mapped', async () => {
    const world = worldWith({ imported: 'mappable' });
    expect(await broken(law, failing(VM_FAULT_SIGBUS), { world })).toBeDefined();
  });

  test('is kept by OOM for a page that is missing, and broken if it is there', async () => {
    const world = worldWith({ placement: 'system' });
    const missing = failing(VM_FAULT_OOM, read(at.page(0), 0));
    expect(await broken(law, missing, { world })).toBeUndefined();
    const there = failing(VM_FAULT_OOM, read(at.page(0), 0), read(at.page(0), 4096));
    expect(await broken(law, there, { world })).toBeDefined();
  });

  test('leaves signals and pages that are mapped to other laws', async () => {
    expect(await broken(law, failing(VM_FAULT_SIGBUS, hook(-512)))).toBeUndefined();
    expect(await broken(law, failing(VM_FAULT_SIGBUS, insert(0)))).toBeUndefined();
  });
});

describe('retry-waits', () => {
  const law = 'retry-waits';
  const dropping = (...lines: Line[]) => call({ reply: VM_FAULT_RETRY }, lines);

  test('is broken by dropping the mmap lock for a holder that nobody waits for', async () => {
    const violation = await broken(law, dropping(TRYLOCK_FAILS, GET, DROP_MMAP_LOCK, PUT));
    expect(violation?.found).toContain('the holder of the reservation is not waited for');
  });

  test('is broken by dropping it for a move that nobody waits for', async () => {
    const lines = dropping(TRYLOCK, IN_TRANSIT, GET, DROP_MMAP_LOCK, UNLOCK, PUT);
    const violation = await broken(law, lines, { world: MOVING });
    expect(violation?.found).toContain('the move that is pending is not waited for');
  });

  test('is kept by waiting, whatever comes of it', async () => {
    const interrupted: Line = ['dma_resv_lock_interruptible', 'resv-1', { reply: -4 }];
    for (const wait of [[LOCK, UNLOCK], [interrupted]]) {
      const lines = dropping(TRYLOCK_FAILS, GET, DROP_MMAP_LOCK, ...wait, PUT);
      expect(await broken(law, lines)).toBeUndefined();
    }
    const moving = dropping(TRYLOCK, IN_TRANSIT, GET, DROP_MMAP_LOCK, WAIT_FENCE, UNLOCK, PUT);
    expect(await broken(law, moving, { world: MOVING })).toBeUndefined();
  });

  test('is kept where nothing is in the way any more', async () => {
    const tried = dropping(TRYLOCK_FAILS, GET, DROP_MMAP_LOCK, TRYLOCK, UNLOCK, PUT);
    expect(await broken(law, tried)).toBeUndefined();
    const over: Line = ['dma_fence_is_signaled', 'fence-1', { reply: 1 }];
    const lines = dropping(TRYLOCK, IN_TRANSIT, GET, DROP_MMAP_LOCK, over, UNLOCK, PUT);
    expect(await broken(law, lines, { world: MOVING })).toBeUndefined();
  });
});

describe('io-memory-reserved', () => {
  const law = 'io-memory-reserved';
  const FREE: Line = ['ttm_mem_io_free_vm', 'bo-1'];
  const entry: Line = ['pte_set', 'vma-1', { a: 0x10000000, b: 1, c: 1 }];

  test('is broken by a page of io memory that is not reserved', async () => {
    const violation = await broken(law, doing(IO_LOCK, insert(0), IO_UNLOCK));
    expect(violation?.found).toContain('while no io memory is reserved');
  });

  test.each([
    ['is evicted', ['io_evicted', 'bo-1']],
    ['has moved', ['moved', 'bo-1', { a: 2, b: 1 }]],
    ['was given back', FREE],
  ] as const)('is broken once the object %s', async (_, line) => {
    const lines = doing(IO_LOCK, IO_RESERVE, IO_UNLOCK, line as Line, insert(0));
    expect(await broken(law, lines)).toBeDefined();
  });

  test('is kept by reserving it, in this fault or before', async () => {
    expect(await broken(law, doing(IO_LOCK, IO_RESERVE, insert(0), IO_UNLOCK))).toBeUndefined();
    const twice = [...doing(IO_LOCK, IO_RESERVE, IO_UNLOCK), ...doing(insert(0))];
    expect(await broken(law, twice)).toBeUndefined();
  });

  test('leaves what comes of the wrong lock to the law of that', async () => {
    const other: Line = ['ttm_mem_io_lock', 'man-tt', { a: 1 }];
    expect(await broken(law, doing(other, insert(0)))).toBeUndefined();
  });

  test('is kept by system memory, which needs none', async () => {
    const world = worldWith({ placement: 'system' });
    expect(await broken(law, doing(insert(0)), { world })).toBeUndefined();
  });

  test('is broken by giving io memory back while entries lead to it', async () => {
    const freed = doing(IO_LOCK, IO_RESERVE, insert(0), entry, FREE, IO_UNLOCK);
    expect((await broken(law, freed))?.found).toContain('given back while entries lead to it');
    expect(await broken(law, doing(IO_LOCK, IO_RESERVE, FREE, IO_UNLOCK))).toBeUndefined();
  });
});
