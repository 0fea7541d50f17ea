import { describe, expect, test } from 'vitest';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_TRIED,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, PROFILE, WORLD } from '../testing/hand-written.ts';
import { at, insert, read } from '../testing/hand-written-lines.ts';
import { DROP_MMAP_LOCK, TRYLOCK, TRYLOCK_FAILS, UNLOCK } from '../testing/well-behaved.ts';

/** A call under the reservation with this result; the first of these operations is step 2. */
const answered = (reply: number, ...lines: Line[]) => call({ reply }, [TRYLOCK, ...lines, UNLOCK]);
const asked = (numPrefault: number): Line => ['reserved_enter', 0, { a: numPrefault }];
const failed = (page: number, reply = VM_FAULT_OOM): Line => insert(page, { reply });
const INTERRUPTED: Line = ['ttm_mem_io_lock', 'man-vram', { a: 1, reply: -4 }];

describe('faulting-page-mapped', () => {
  const law = 'faulting-page-mapped';

  test('is broken by NOPAGE without an insertion', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE))).toMatchObject({
      step: 3,
      found: 'VM_FAULT_NOPAGE, but page 0 of the vma was not mapped',
    });
  });

  test('is broken by NOPAGE after an insertion that failed (B5)', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, failed(0)))).toMatchObject({ step: 4 });
  });

  test('is broken by NOPAGE after another page was mapped', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, insert(1)))).toMatchObject({ step: 4 });
  });

  test('is broken by NOPAGE when the reservation was free after all', async () => {
    const lines = call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK_FAILS, TRYLOCK, UNLOCK]);
    expect(await broken(law, lines)).toMatchObject({ step: 4 });
  });

  test('is broken by 0', async () => {
    expect(await broken(law, answered(0, insert(0)))).toMatchObject({
      step: 4,
      found: 'the handler returns 0, which promises a page in vmf->page',
    });
  });

  test('is kept when the page was mapped, by this call or before', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, insert(0), failed(1)))).toBeUndefined();
  });

  test('is kept when the fault may come again', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, INTERRUPTED))).toBeUndefined();
    const hook: Line = ['fault_reserve_notify', 'bo-1', { reply: -16 }];
    expect(await broken(law, answered(VM_FAULT_NOPAGE, hook))).toBeUndefined();
    const busy = call({ reply: VM_FAULT_NOPAGE, flags: 0 }, [TRYLOCK_FAILS]);
    expect(await broken(law, busy)).toBeUndefined();
    expect(await broken(law, answered(VM_FAULT_NOPAGE, asked(0)))).toBeUndefined();
  });

  test('is kept by errors and retries', async () => {
    expect(await broken(law, answered(VM_FAULT_SIGBUS))).toBeUndefined();
    expect(await broken(law, answered(VM_FAULT_RETRY))).toBeUndefined();
  });
});

describe('prefault-complete', () => {
  const law = 'prefault-complete';

  test('is broken by stopping after the second page (B3)', async () => {
    const lines = answered(VM_FAULT_NOPAGE, insert(0), insert(1));
    expect(await broken(law, lines)).toMatchObject({
      step: 5,
      found: 'prefaulting stops after 2 of 3 pages without a reason',
    });
  });

  test('is broken by stopping although only a later page is missing', async () => {
    const lines = answered(VM_FAULT_NOPAGE, read(at.page(2), 0), insert(0));
    expect(await broken(law, lines)).toMatchObject({ step: 4 });
  });

  test('is kept at the end of the vma, of the object, and of num_prefault', async () => {
    const two = answered(VM_FAULT_NOPAGE, insert(0), insert(1));
    const vma = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, pages: 2 }] };
    expect(await broken(law, two, { world: vma })).toBeUndefined();
    const object = { ...WORLD, vmas: [{ ...WORLD.vmas[0]!, offset: 1 }] };
    expect(await broken(law, two, { world: object })).toBeUndefined();
    const number = answered(VM_FAULT_NOPAGE, asked(2), insert(0), insert(1));
    expect(await broken(law, number)).toBeUndefined();
    const later = call({ reply: VM_FAULT_NOPAGE, page: 2 }, [TRYLOCK, insert(2), UNLOCK]);
    expect(await broken(law, later)).toBeUndefined();
  });

  test('is kept when an insertion fails or a page is missing', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, insert(0), failed(1)))).toBeUndefined();
    const missing = answered(VM_FAULT_NOPAGE, insert(0), read(at.page(1), 0));
    expect(await broken(law, missing)).toBeUndefined();
  });

  test('says nothing about faults that do not map their page', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE))).toBeUndefined();
    expect(await broken(law, answered(VM_FAULT_OOM, failed(0)))).toBeUndefined();
  });
});

describe('prefault-error-swallowed', () => {
  const law = 'prefault-error-swallowed';

  test('is broken by returning the error of the second page (B4)', async () => {
    const lines = answered(VM_FAULT_OOM, insert(0), failed(1));
    expect(await broken(law, lines)).toMatchObject({
      step: 5,
      found: 'VM_FAULT_OOM is returned although page 0 of the vma is mapped',
    });
  });

  test('is kept by NOPAGE after it, and by errors of the first page', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, insert(0), failed(1)))).toBeUndefined();
    expect(await broken(law, answered(VM_FAULT_OOM, failed(0)))).toBeUndefined();
  });
});

describe('first-error-reported', () => {
  const law = 'first-error-reported';

  test('is broken by NOPAGE after the first insertion failed (B5)', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, failed(0)))).toMatchObject({
      step: 4,
      found:
        'vmf_insert_mixed failed, but the handler returns VM_FAULT_NOPAGE instead of VM_FAULT_OOM',
    });
  });

  test.each([
    ['ttm_mem_io_reserve_vm', 'bo-1', -22, VM_FAULT_OOM, 'VM_FAULT_SIGBUS'],
    ['fault_reserve_notify', 'bo-1', -12, VM_FAULT_NOPAGE, 'VM_FAULT_SIGBUS'],
    ['dma_fence_wait', 'fence-1', -22, VM_FAULT_NOPAGE, 'VM_FAULT_SIGBUS'],
    ['ttm_tt_populate', 'ttm-1', -12, VM_FAULT_NOPAGE, 'VM_FAULT_OOM or VM_FAULT_SIGBUS'],
  ])('is broken when %s fails in vain', async (name, object, errno, reply, expected) => {
    const violation = await broken(law, answered(reply, [name, object, { reply: errno }]));
    expect(violation).toMatchObject({
      step: 4,
      found: expect.stringMatching(new RegExp(`^${name} failed, .* instead of ${expected}$`)),
    });
  });

  test('is broken by another answer than OOM to a page that is missing', async () => {
    const lines = answered(VM_FAULT_SIGBUS, read(at.page(0), 0));
    expect(await broken(law, lines)).toMatchObject({
      found:
        'the faulting page is missing in ttm->pages, ' +
        'but the handler returns VM_FAULT_SIGBUS instead of VM_FAULT_OOM',
    });
  });

  test('is kept by returning what failed', async () => {
    expect(await broken(law, answered(VM_FAULT_OOM, failed(0)))).toBeUndefined();
    const sigbus = failed(0, VM_FAULT_SIGBUS);
    expect(await broken(law, answered(VM_FAULT_SIGBUS, sigbus))).toBeUndefined();
    expect(await broken(law, answered(VM_FAULT_OOM, read(at.page(0), 0)))).toBeUndefined();
    const populated: Line[] = [read(at.page(0), 0), read(at.page(0), 'bo-1.page-1')];
    expect(await broken(law, answered(VM_FAULT_SIGBUS, ...populated))).toBeUndefined();
  });

  test('is kept by trying once more, where that may be done', async () => {
    const lines: Line[] = [TRYLOCK, ['ttm_tt_populate', 'ttm-1', { reply: -12 }], UNLOCK];
    const again = (more: Line[], flags?: number) =>
      call({ reply: VM_FAULT_RETRY, ...(flags === undefined ? {} : { flags }) }, [
        ...lines,
        ...more,
      ]);
    const profile = { ...PROFILE, retry: 'many' as const };
    const tried = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_TRIED;
    expect(await broken(law, again([DROP_MMAP_LOCK]), { profile })).toBeUndefined();
    expect(await broken(law, again([DROP_MMAP_LOCK], tried), { profile })).toBeDefined();
  });

  test('is kept when the page was mapped in the end, or nothing failed', async () => {
    expect(await broken(law, answered(VM_FAULT_NOPAGE, insert(0), failed(1)))).toBeUndefined();
    expect(await broken(law, answered(VM_FAULT_NOPAGE, INTERRUPTED))).toBeUndefined();
  });

  test('does not ask for the error of a wait whose result is ignored', async () => {
    const wait: Line = ['dma_fence_wait', 'fence-1', { a: 1, reply: -22 }];
    const lines = call({ reply: VM_FAULT_RETRY }, [TRYLOCK, DROP_MMAP_LOCK, wait, UNLOCK]);
    expect(await broken(law, lines)).toBeUndefined();
  });
});
