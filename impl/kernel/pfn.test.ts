import { expect, test } from 'vitest';
import { ttm_mem_io_reserve_vm } from './io-mem.ts';
import { OBJECTS_MAX, PAGES_MAX } from './memory/structs.ts';
import { ttm_bo_handle_move_mem } from './move.ts';
import { currentPfn, io_mem_pfn, pfn_valid, startOf, systemPfn, vramPfn } from './pfn.ts';
import { stage } from './testing/stage.ts';

const GENERATIONS = 32;
const upTo = (length: number): number[] => Array.from({ length }, (_, index) => index);

test.each([true, false])(
  'every page of every placement is its own (scattered: %s)',
  (scattered) => {
    const pfns = upTo(OBJECTS_MAX).flatMap((object) =>
      upTo(GENERATIONS).flatMap((generation) =>
        upTo(PAGES_MAX).flatMap((page) => [
          systemPfn(object, generation, page),
          vramPfn(startOf(object, generation), page, scattered),
        ]),
      ),
    );
    expect(new Set(pfns).size).toBe(2 * OBJECTS_MAX * GENERATIONS * PAGES_MAX);
    // Every other one is of video memory, which has no frames.
    expect(pfns.map(pfn_valid)).toEqual(pfns.map((_, index) => index % 2 === 0));
  },
);

test('pages of scattered video memory are not consecutive, and the driver says where they are', () => {
  const { bo, perform } = stage({ driver: { scattered: true } });
  perform(ttm_mem_io_reserve_vm(bo()));
  const pfns = [0, 1, 2].map((page) => currentPfn(bo(), 0, page, true));
  expect(pfns[1]! - pfns[0]!).toBe(-1);
  expect([0, 1, 2].map((page) => io_mem_pfn(bo(), page))).toEqual(pfns);
});

test('the pages of an object follow its placement', () => {
  const { bo, perform } = stage();
  expect(currentPfn(bo(), 0, 2, false)).toBe(vramPfn(startOf(0, 0), 2, false));
  perform(ttm_bo_handle_move_mem(bo(), 'tt', 'pipelined'));
  expect(currentPfn(bo(), 0, 2, false)).toBe(systemPfn(0, 1, 2));
  expect(currentPfn(bo(), 0, 2, false)).toBe(bo().ttm!.pages.at(2)!.pfn);
});
