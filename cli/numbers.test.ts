import { expect, test } from 'vitest';
import { runs, seconds, seed } from './numbers.ts';

test.each(['0', '-1', '1.5', '', 'many', '0x10', '1000000001', 'NaN', 'Infinity', '1e99', ' 5'])(
  '%j is no number of runs',
  (text) => expect(() => runs(text)).toThrow('Expected a whole number from 1 to 1000000000.'),
);

test.each([
  ['1', 1],
  ['20000', 20_000],
  ['1e6', 1_000_000],
])('%j is a number of runs', (text, value) => expect(runs(text)).toBe(value));

test.each(['0', '-1', '86401', '', '1s', '.', 'Infinity'])('%j is no time', (text) =>
  expect(() => seconds(text)).toThrow('Expected a number above 0, at most 86400.'),
);

test('a time may have a fraction', () => expect(seconds('0.25')).toBe(0.25));

test('a seed is any signed 32-bit number', () => {
  expect(seed('-2147483648')).toBe(-2147483648);
  expect(seed('2147483647')).toBe(2147483647);
  expect(Object.is(seed('-0'), 0)).toBe(true);
  expect(() => seed('2147483648')).toThrow('Expected a whole number');
});
