import { expect, it } from 'vitest';
import { WORLD } from '../testing/sample-findings.ts';
import { taskNames, worldInWords } from './world.ts';

it('says of a world only what is not as usual', () => {
  const driver = { ...WORLD.driver, ioReserveLru: [] };
  expect(worldInWords({ ...WORLD, driver })).toEqual([
    'bo-1: 1 page in video memory, write-combined',
    'vma-1: maps all of bo-1',
    'fault-1: reads page 0 of vma-1 from user mode',
  ]);
});

it('says everything that is not as usual', () => {
  const bo = WORLD.objects[0]!;
  const world = {
    ...WORLD,
    objects: [
      { ...bo, pages: 4, moving: 'pending', imported: true, handle: true },
      { ...bo, placement: 'system', caching: 'cached', ttm: 'absent' },
    ],
    vmas: [{ object: 0, offset: 1, pages: 2, overhang: true, writable: true, present: [0, 1] }],
    faults: [{ vma: 0, page: 3, caller: 'nowait', write: true }],
    environment: [
      { actor: 'evictor', target: 1, variant: 'swapout' },
      { actor: 'evictor', target: 0, variant: 'to-tt' },
    ],
    failures: [
      { task: 0, primitive: 'ttm_tt_populate', call: 0, error: 'MISSING_PAGE' },
      { task: 0, primitive: 'vmf_insert', call: 2, error: 'VM_FAULT_OOM' },
    ],
    driver: { notify: 'to-tt', scattered: true, ioReserveLru: ['tt', 'vram'] },
    readersOvertake: true,
    defects: ['B9'],
  } as const;
  expect(worldInWords(world)).toEqual([
    'bo-1: 4 pages in video memory, write-combined, a move of it is under way, imported from another driver, kept by a handle too',
    'bo-2: 1 page in system memory, without a ttm, shares the reservation of bo-1',
    'vma-1: maps pages 1 to 2 of bo-1, its last page beyond the object, writable, with page 0 and 1 mapped already',
    'fault-1: writes to page 1 of vma-1 with RETRY_NOWAIT',
    'evictor: variant swapout, at number 2',
    'evictor-2: variant to-tt, at number 1',
    'injected: every call of ttm_tt_populate by fault-1 leaves out a page',
    'injected: call 2 of vmf_insert by fault-1 fails with VM_FAULT_OOM',
    'driver: fault_reserve_notify moves the object to GTT memory',
    'driver: video memory is scattered (io_mem_pfn)',
    'driver: io_reserve lock in use for tt and vram',
    'mmap lock: readers overtake a queued writer',
    'kernel: with known defect B9',
  ]);
  expect(taskNames(world)).toEqual(['fault-1', 'evictor', 'evictor-2']);
});
