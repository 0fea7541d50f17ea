import { describe, expect, test } from 'vitest';
import { DATA_PLACE, PLACE_OF_WORD, placeNames } from './cells.ts';
import { LAYOUT, WORDS_USED } from './layout.ts';
import { dma_fence, ttm_buffer_object } from './structs.ts';

const nameAt = (address: number): string => placeNames[PLACE_OF_WORD[address >> 2]!]!;

describe('places', () => {
  test('are there for every word, and none is without a word but that of C data', () => {
    expect(PLACE_OF_WORD).toHaveLength(WORDS_USED);
    const used = new Set([...PLACE_OF_WORD, DATA_PLACE]);
    expect([...used].sort((a, b) => a - b)).toEqual(placeNames.map((_, index) => index));
    // The last bit of a footprint is no place: it is the end of the run.
    expect(placeNames.length).toBeLessThanOrEqual(63);
    expect(new Set(placeNames).size).toBe(placeNames.length);
  });

  test('tell apart what different tasks touch', () => {
    const [one, two] = LAYOUT.objects;
    const { refcount } = dma_fence.offsets;
    const fence = LAYOUT.fences[0]!;
    const { moving, num_pages } = ttm_buffer_object.offsets;
    const apart = [one!, two!].flatMap((bo) => [nameAt(bo + moving), nameAt(bo + num_pages)]);
    expect(new Set(apart).size).toBe(4);
    expect(nameAt(fence + refcount)).not.toBe(nameAt(fence + dma_fence.offsets.signaled));
    expect(nameAt(LAYOUT.signals)).not.toBe(nameAt(LAYOUT.signals + 4));
    expect(nameAt(LAYOUT.failureCalls)).not.toBe(nameAt(LAYOUT.failureCalls + 4));
    expect(nameAt(LAYOUT.resvs[0]!)).not.toBe(nameAt(LAYOUT.resvs[1]!));
  });

  test('make one of a task and what is on its stack', () => {
    expect(nameAt(LAYOUT.vmfs[1]!)).toBe(nameAt(LAYOUT.stackVmas[1]!));
    expect(nameAt(LAYOUT.vmfs[0]!)).not.toBe(nameAt(LAYOUT.vmfs[1]!));
  });
});
