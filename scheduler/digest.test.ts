import { expect, test } from 'vitest';
import { finish, mix } from './digest.ts';

/** Two words that hold these values, as the sum of their parts. */
const summed = (part: (address: number, value: number) => number, [a, b]: readonly number[]) =>
  part(256, a!) ^ part(260, b!);

/** Sums that are alike, of all pairs of values below 64 that differ. */
function collisions(part: (address: number, value: number) => number): number {
  const seen = new Set<number>();
  let pairs = 0;
  for (let a = 0; a < 64; a += 1) {
    for (let b = 0; b < 64; b += 1) {
      pairs += 1;
      seen.add(summed(part, [a, b]));
    }
  }
  return pairs - seen.size;
}

test('parts of a sum do not cancel out once they are finished', () => {
  // Of 4096 sums of 32 bits, 0.002 pairs are expected to be alike.
  expect(collisions((address, value) => finish(mix(address, value)))).toBe(0);
  expect(collisions(mix)).toBeGreaterThan(0);
});

test('finishing loses nothing', () => {
  const finished = new Set(Array.from({ length: 10_000 }, (_, hash) => finish(hash)));
  expect(finished.size).toBe(10_000);
});
