import { expect, test } from 'vitest';
import { dice } from './dice.ts';
import { CHI_SQUARE, chiSquare } from './testing/chi-square.ts';

const DRAWS = 30_000;

test('dice fall on every side alike', () => {
  const { below } = dice(1);
  const counts = [0, 0, 0];
  for (let draw = 0; draw < DRAWS; draw += 1) counts[below(3)]! += 1;
  expect(chiSquare(counts, [1 / 3, 1 / 3, 1 / 3])).toBeLessThan(CHI_SQUARE[2]!);
});

test('fractions fill the range from 0 to 1 evenly', () => {
  const { fraction } = dice(2);
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < DRAWS; draw += 1) counts[Math.floor(fraction() * 4)]! += 1;
  expect(counts.reduce((sum, count) => sum + count)).toBe(DRAWS);
  expect(chiSquare(counts, [1 / 4, 1 / 4, 1 / 4, 1 / 4])).toBeLessThan(CHI_SQUARE[3]!);
});

test('the same seed gives the same series', () => {
  const series = (seed: number): number[] => {
    const { below } = dice(seed);
    return Array.from({ length: 20 }, () => below(1000));
  };
  expect(series(5)).toEqual(series(5));
  expect(series(5)).not.toEqual(series(6));
});
