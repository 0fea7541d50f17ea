import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../../impl/c/subject.ts';
import { roundRobin } from '../../../scheduler/strategies/round-robin.ts';
import { Session } from '../../run/session.ts';
import { world } from '../../worlds/litmus-world.ts';
import {
  access,
  DUMMY,
  FAULT,
  HUGE,
  lookup,
  MMAP_OBJECT,
  OPEN_AND_CLOSE,
  OPERATIONS,
} from '../c-fragments.ts';
import { tools } from '../harness.ts';

/** What a file has beside the fault path, put together as in its version. */

/** The rest of the file around the fault path, by version. */
const SHAPES: Readonly<Record<string, string>> = {
  'v5.3':
    FAULT.replaceAll('dma_resv', 'reservation_object')
      .replaceAll('base.reservation_object', 'resv')
      .replaceAll('base.resv', 'resv') +
    OPEN_AND_CLOSE +
    access('(offset + len) >> PAGE_SHIFT > bo->num_pages', 'bo->mem.mem_type', 'driver') +
    OPERATIONS +
    lookup('ttm_bo_device', '&bdev->vma_manager', '', 'driver'),
  'v5.5':
    'static void lru(void) { spin_lock(&ttm_bo_glob.lru_lock); spin_unlock(&ttm_bo_glob.lru_lock); }\n' +
    FAULT.replace('\tdma_resv_unlock', '\tlru();\n\tdma_resv_unlock') +
    OPEN_AND_CLOSE +
    access('(offset + len) >> PAGE_SHIFT > bo->num_pages', 'bo->mem.mem_type', 'driver') +
    OPERATIONS +
    lookup('ttm_bo_device', 'bdev->vma_manager', 'base.', 'driver'),
  'v5.8':
    HUGE +
    FAULT +
    OPEN_AND_CLOSE +
    access('(offset + len) >> PAGE_SHIFT > bo->num_pages', 'bo->mem.mem_type', 'driver') +
    OPERATIONS.replace(
      '.open',
      '#ifdef CONFIG_TRANSPARENT_HUGEPAGE\n.huge_fault = huge,\n#endif\n.open',
    ) +
    lookup('ttm_bo_device', 'bdev->vma_manager', 'base.', 'driver'),
  'v5.12':
    HUGE +
    FAULT +
    OPEN_AND_CLOSE +
    access('(offset + len) >> PAGE_SHIFT > bo->mem.num_pages', 'bo->mem.mem_type', 'funcs') +
    OPERATIONS +
    lookup('ttm_device', 'bdev->vma_manager', 'base.', 'funcs'),
  'v5.14':
    HUGE +
    FAULT +
    DUMMY +
    OPEN_AND_CLOSE +
    access(
      '(offset + len) >> PAGE_SHIFT > bo->resource->num_pages',
      'bo->resource->mem_type',
      'funcs',
    ) +
    OPERATIONS +
    MMAP_OBJECT,
  'v5.18':
    FAULT +
    DUMMY +
    OPEN_AND_CLOSE +
    access('(offset + len) > bo->base.size', 'bo->resource->mem_type', 'funcs').replace(
      'TTM_PAGE_FLAG_SWAPPED',
      'TTM_TT_FLAG_SWAPPED',
    ) +
    OPERATIONS +
    MMAP_OBJECT,
};

describe('the rest of the file is no obstacle', () => {
  test.each(Object.entries(SHAPES))('in the shape of %s', async (version, text) => {
    for (const config of ['', '#define CONFIG_TRANSPARENT_HUGEPAGE 1\n']) {
      const session = new Session(await subjectOfText(`${version}.c`, config + text), tools);
      expect(session.judge(world({}), roundRobin()).execution.outcome.kind).toBe('completed');
      const returned = session.trace.events().find(({ kind }) => kind.name === 'fault_return');
      expect(returned?.reply).toBe(2);
    }
  });
});
