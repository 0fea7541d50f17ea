import { describe, expect, test } from 'vitest';
import { addToEnd, conflict, EVERYTHING, FOOTPRINT_WORDS, unite, waitForEnd } from './footprint.ts';

/** One access to a place. */
function touching(what: 'read' | 'write' | 'add', place: number): Int32Array {
  const footprint = new Int32Array(FOOTPRINT_WORDS);
  footprint[{ read: 0, write: 2, add: 4 }[what] + (place >> 5)]! |= 1 << place;
  return footprint;
}

describe('two footprints', () => {
  test.each([
    ['read', 'read', false],
    ['read', 'write', true],
    ['read', 'add', true],
    ['write', 'write', true],
    ['write', 'add', true],
    ['add', 'add', false],
  ] as const)('that %s and %s one place conflict: %s', (one, other, expected) => {
    for (const place of [0, 31, 32, 62]) {
      const [mine, yours] = [touching(one, place), touching(other, place)];
      expect(conflict(mine, 0, yours, 0)).toBe(expected);
      expect(conflict(yours, 0, mine, 0)).toBe(expected);
      expect(conflict(mine, 0, touching('write', place ^ 33), 0)).toBe(false);
    }
  });

  test('are told apart where they stand in one array', () => {
    const both = new Int32Array(2 * FOOTPRINT_WORDS);
    unite(both, FOOTPRINT_WORDS, touching('write', 5), 0);
    expect(conflict(both, 0, touching('read', 5), 0)).toBe(false);
    expect(conflict(both, FOOTPRINT_WORDS, touching('read', 5), 0)).toBe(true);
  });

  test('conflict with everything, if they touch anything', () => {
    expect(conflict(EVERYTHING, 0, touching('read', 9), 0)).toBe(true);
    expect(conflict(EVERYTHING, 0, new Int32Array(FOOTPRINT_WORDS), 0)).toBe(false);
  });

  test('meet at the end of the run, if one ends it and the other is never done then', () => {
    const [last, next] = [new Int32Array(FOOTPRINT_WORDS), new Int32Array(FOOTPRINT_WORDS)];
    addToEnd(last);
    waitForEnd(next);
    expect(conflict(last, 0, next, 0)).toBe(true);
    expect(conflict(last, 0, last, 0)).toBe(false);
    expect(conflict(next, 0, next, 0)).toBe(false);
  });
});
