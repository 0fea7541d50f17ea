import { expect, test } from 'vitest';
import { intervalOf } from './estimated-probability.ts';

test.each([
  // Figures of Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lie between %d and %d', (met, runs, low, high) => {
  const [from, to] = intervalOf(met / runs, runs);
  expect(from).toBeCloseTo(low, 4);
  expect(to).toBeCloseTo(high, 4);
});

test('what was always so may yet be otherwise', () => {
  const [low, high] = intervalOf(1, 200);
  expect(low).toBeGreaterThan(0.98);
  expect(low).toBeLessThan(1);
  expect(high).toBe(1);
});
