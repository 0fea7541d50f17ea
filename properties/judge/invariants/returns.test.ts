import { describe, expect, test } from 'vitest';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_TRIED,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, PROFILE, USER_FLAGS, WORLD } from '../testing/hand-written.ts';
import {
  DROP_MMAP_LOCK,
  mapped,
  NOWAIT_FLAGS,
  nowaitWhenBusy,
  nowaitWhenMoving,
  RESERVED,
  reserve,
  reserved,
  retriedWhenBusy,
  retriedWhenMoving,
  TRYLOCK,
  TRYLOCK_FAILS,
  UNLOCK,
} from '../testing/well-behaved.ts';

const MANY = { profile: { ...PROFILE, retry: 'many' as const, ioLock: false } };

describe('mmap-lock-matches-return', () => {
  const law = 'mmap-lock-matches-return';

  test('is broken by VM_FAULT_RETRY with the mmap lock held', async () => {
    expect(await broken(law, call({ reply: VM_FAULT_RETRY }, [TRYLOCK_FAILS]))).toMatchObject({
      step: 2,
      found: 'the handler returned VM_FAULT_RETRY, but the mmap lock is still held',
    });
  });

  test('is broken by an errno whose bits say VM_FAULT_RETRY', async () => {
    expect(await broken(law, call({ reply: -22 }, []))).toMatchObject({
      step: 1,
      found: 'the handler returned -22, but the mmap lock is still held',
    });
  });

  test('is broken by any other result without the mmap lock', async () => {
    expect(await broken(law, call({ reply: VM_FAULT_NOPAGE }, [DROP_MMAP_LOCK]))).toMatchObject({
      step: 2,
      found: 'the handler returned VM_FAULT_NOPAGE, but the mmap lock is not held any more',
    });
  });

  test('is broken by dropping the mmap lock in spite of RETRY_NOWAIT', async () => {
    const lines = call({ reply: VM_FAULT_RETRY, flags: NOWAIT_FLAGS }, [DROP_MMAP_LOCK]);
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found:
        'the handler returned VM_FAULT_RETRY (RETRY_NOWAIT), but the mmap lock is not held any more',
    });
  });

  test('is broken by dropping it twice', async () => {
    const lines = call({ reply: VM_FAULT_RETRY }, [DROP_MMAP_LOCK, DROP_MMAP_LOCK]);
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found: 'the handler releases the mmap lock a second time',
    });
  });

  test('is kept by each way of returning', async () => {
    for (const lines of [mapped(), retriedWhenBusy, retriedWhenMoving, nowaitWhenBusy]) {
      expect(await broken(law, lines)).toBeUndefined();
    }
  });
});

describe('documented-return', () => {
  const law = 'documented-return';

  test.each([
    [0, '0'],
    [-22, '-22'],
    [VM_FAULT_NOPAGE | VM_FAULT_RETRY, 'VM_FAULT_NOPAGE|VM_FAULT_RETRY'],
    [VM_FAULT_OOM | VM_FAULT_SIGBUS, 'VM_FAULT_OOM|VM_FAULT_SIGBUS'],
    [0x200, 'VM_FAULT_LOCKED'],
  ])('is broken by a handler that returns %i', async (reply, name) => {
    expect(await broken(law, call({ reply }, []))).toMatchObject({
      step: 1,
      found: `the handler returned ${name}, not one of VM_FAULT_NOPAGE, VM_FAULT_SIGBUS, VM_FAULT_OOM, VM_FAULT_RETRY`,
    });
  });

  test.each([VM_FAULT_NOPAGE, VM_FAULT_SIGBUS, VM_FAULT_OOM, VM_FAULT_RETRY])(
    'is kept by a handler that returns %i',
    async (reply) => {
      const lines = [...reserve(0, [TRYLOCK]), ...reserved(reply, []), UNLOCK];
      expect(await broken(law, call({ reply }, lines))).toBeUndefined();
    },
  );

  test('is broken by ttm_bo_vm_fault_reserved if nothing was to be mapped', async () => {
    const lines = call({ reply: VM_FAULT_NOPAGE }, [...RESERVED, ...reserved(0, [])]);
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found: expect.stringContaining('ttm_bo_vm_fault_reserved returned 0'),
    });
  });

  test('allows ttm_bo_vm_reserve to refuse an object only from v5.11 on', async () => {
    const lines = call({ reply: VM_FAULT_SIGBUS }, reserve(VM_FAULT_SIGBUS, [TRYLOCK, UNLOCK]));
    expect(await broken(law, lines)).toMatchObject({
      step: 3,
      found:
        'ttm_bo_vm_reserve returned VM_FAULT_SIGBUS, not one of 0, VM_FAULT_NOPAGE, VM_FAULT_RETRY',
    });
    expect(await broken(law, lines, MANY)).toBeUndefined();
  });
});

describe('retry-only-if-allowed', () => {
  const law = 'retry-only-if-allowed';
  const tried = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_TRIED;

  test('is broken by VM_FAULT_RETRY without ALLOW_RETRY', async () => {
    const lines = call({ reply: VM_FAULT_RETRY, flags: FAULT_FLAG_TRIED }, [DROP_MMAP_LOCK]);
    expect(await broken(law, lines)).toMatchObject({
      step: 2,
      found: 'VM_FAULT_RETRY was returned, but the flags are TRIED',
    });
  });

  test('is broken by a second VM_FAULT_RETRY where the core would allow any number', async () => {
    const lines = call({ reply: VM_FAULT_RETRY, flags: tried }, [DROP_MMAP_LOCK]);
    expect(await broken(law, lines, MANY)).toMatchObject({
      step: 2,
      found: 'VM_FAULT_RETRY was returned, but the flags are ALLOW_RETRY|TRIED',
    });
    expect(await broken(law, lines)).toBeUndefined();
  });

  test('is kept by a retry that is allowed, with RETRY_NOWAIT too', async () => {
    expect(await broken(law, retriedWhenBusy, MANY)).toBeUndefined();
    expect(await broken(law, nowaitWhenMoving, MANY)).toBeUndefined();
  });
});

describe('signal-is-no-error', () => {
  const law = 'signal-is-no-error';
  const interrupted: Line = ['dma_fence_wait', 'fence-1', { a: 1, waited: true, reply: -512 }];
  const sigbus = (...lines: Line[]) => call({ reply: VM_FAULT_SIGBUS, flags: 0 }, lines);

  test.each<Line>([
    interrupted,
    ['dma_resv_lock_interruptible', 'resv-1', { waited: true, reply: -4 }],
    ['ttm_mem_io_lock', 'man-vram', { a: 1, waited: true, reply: -4 }],
    ['fault_reserve_notify', 'bo-1', { reply: -512 }],
    ['ttm_tt_populate', 'ttm-1', { a: 1, reply: -4 }],
  ])('is broken by an error after %s was interrupted', async (...line) => {
    expect(await broken(law, sigbus(line as unknown as Line))).toMatchObject({
      step: 2,
      found: 'the handler was interrupted and returned VM_FAULT_SIGBUS',
    });
  });

  test('is kept by VM_FAULT_NOPAGE, after which the fault is taken again', async () => {
    const lines = call({ reply: VM_FAULT_NOPAGE, flags: 0 }, [TRYLOCK, interrupted, UNLOCK]);
    expect(await broken(law, lines)).toBeUndefined();
  });

  test('is kept by an error that a primitive told', async () => {
    const failed: Line = ['dma_fence_wait', 'fence-1', { a: 1, reply: -22 }];
    expect(await broken(law, sigbus(failed))).toBeUndefined();
    expect(await broken(law, sigbus(failed, interrupted))).toBeUndefined();
    const busy: Line = ['fault_reserve_notify', 'bo-1', { reply: -16 }];
    expect(await broken(law, sigbus(busy))).toBeUndefined();
  });

  test('is kept by refusing an object that must not be mapped anyway', async () => {
    const imported = { ...WORLD, objects: [{ ...WORLD.objects[0]!, imported: true }] };
    expect(await broken(law, sigbus(interrupted), { world: imported })).toBeUndefined();
    const small = { ...WORLD, objects: [{ ...WORLD.objects[0]!, pages: 1 }] };
    const beyond = call({ reply: VM_FAULT_SIGBUS, page: 1 }, [interrupted]);
    expect(await broken(law, beyond, { world: small })).toBeUndefined();
    expect(await broken(law, beyond)).toMatchObject({ step: 2 });
  });
});

describe('flags-unchanged', () => {
  const law = 'flags-unchanged';

  test('is broken by a handler that leaves other flags behind', async () => {
    const flagsLeft = USER_FLAGS & ~FAULT_FLAG_ALLOW_RETRY;
    const changed = call({ reply: VM_FAULT_NOPAGE, flagsLeft }, []);
    expect(await broken(law, changed)).toMatchObject({
      step: 1,
      found: 'vmf->flags were ALLOW_RETRY|KILLABLE|USER, now they are KILLABLE|USER',
    });
    expect(await broken(law, mapped())).toBeUndefined();
  });
});
