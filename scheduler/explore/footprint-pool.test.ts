import { expect, test } from 'vitest';
import { FootprintPool } from './footprint-pool.ts';

const row = (one: number): Int32Array => Int32Array.of(one, one * 7, -one);

test('equal rows are kept once, however many there are', () => {
  const pool = new FootprintPool(3);
  const numbers = Array.from({ length: 1000 }, (_, one) => pool.put(row(one)));
  expect(new Set(numbers).size).toBe(1000);
  expect(Array.from({ length: 1000 }, (_, one) => pool.put(row(one)))).toEqual(numbers);
  expect(pool.count).toBe(1000);
});

test('a row is added to what is there', () => {
  const pool = new FootprintPool(3);
  const into = Int32Array.of(8, 0, 0);
  pool.uniteInto(pool.put(Int32Array.of(1, 2, 4)), into);
  expect([...into]).toEqual([9, 2, 4]);
});
