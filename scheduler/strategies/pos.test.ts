import { describe, expect, test } from 'vitest';
import { CHI_SQUARE, chiSquare } from '../testing/chi-square.ts';
import { ordersOf, readers } from '../testing/orders.ts';
import { expectSameRuns } from '../testing/same-run.ts';
import * as toys from '../toys.ts';
import entry, { pos } from './pos.ts';
import { random } from './random.ts';

const SEEDS = 8000;

describe('pos', () => {
  test('runs two racing operations in both orders alike', () => {
    const orders = ordersOf(() => readers([[0], [0]]), pos, SEEDS);
    const counts = ['01', '10'].map((order) => orders.get(order)!);
    expect(chiSquare(counts, [1 / 2, 1 / 2])).toBeLessThan(CHI_SQUARE[1]!);
  });

  test('draws anew what races with the last operation', () => {
    // All four race: each step is a fair choice, as in a random walk.
    const shares: Record<string, number> = {
      '0011': 1 / 4,
      '1100': 1 / 4,
      '0101': 1 / 8,
      '0110': 1 / 8,
      '1001': 1 / 8,
      '1010': 1 / 8,
    };
    const orders = ordersOf(
      () =>
        readers([
          [5, 5],
          [5, 5],
        ]),
      pos,
      SEEDS,
    );
    const counts = Object.keys(shares).map((order) => orders.get(order)!);
    expect(chiSquare(counts, Object.values(shares))).toBeLessThan(CHI_SQUARE[5]!);
  });

  test('keeps the priority of what does not race', () => {
    // The other task comes last if its one priority is the lowest of six; a random walk would have
    // to go the right way five times.
    const boot = () => readers([[1, 2, 3, 4, 9], [9]]);
    const late = (orders: Map<string, number>): number[] => {
      const last = orders.get('000001') ?? 0;
      return [last, SEEDS - last];
    };
    const byPos = late(ordersOf(boot, pos, SEEDS));
    expect(chiSquare(byPos, [1 / 6, 5 / 6])).toBeLessThan(CHI_SQUARE[1]!);
    const byWalk = late(ordersOf(boot, random, SEEDS));
    expect(chiSquare(byWalk, [1 / 32, 31 / 32])).toBeLessThan(CHI_SQUARE[1]!);
  });

  test('finds the deadlock of opposite locks', () => {
    const found = [...new Array(100).keys()].filter(
      (seed) => toys.play(toys.oppositeLocks(), pos(seed)).outcome.kind === 'deadlocked',
    );
    expect(found.length).toBeGreaterThan(10);
  });

  test('makes the same run from the same seed', () => {
    expectSameRuns((seed) => entry.create({ seed, preemptions: [], schedule: [] }));
  });
});
