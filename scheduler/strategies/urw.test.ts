import { describe, expect, test } from 'vitest';
import { History } from '../history.ts';
import { CHI_SQUARE, chiSquare } from '../testing/chi-square.ts';
import { ordersOf } from '../testing/orders.ts';
import { expectSameRuns } from '../testing/same-run.ts';
import * as toys from '../toys.ts';
import { random } from './random.ts';
import entry, { urw } from './urw.ts';

const SEEDS = 10_000;
const boot = () => toys.steppers([3, 2]);
/** Interleavings of three steps and two: 5 over 2. */
const TENTHS = new Array(10).fill(1 / 10);

/** What one run of it has shown. */
function experience(): History {
  const history = new History();
  toys.play(boot(), urw(0, history));
  return history;
}

describe('urw', () => {
  test('makes all interleavings alike once it knows how long the tasks are', () => {
    const history = experience();
    const orders = ordersOf(boot, (seed) => urw(seed, history), SEEDS);
    expect(orders.size).toBe(10);
    expect(chiSquare([...orders.values()], TENTHS)).toBeLessThan(CHI_SQUARE[9]!);
  });

  test('does what a plain random walk does not', () => {
    const orders = ordersOf(boot, random, SEEDS);
    expect(chiSquare([...orders.values()], TENTHS)).toBeGreaterThan(10 * CHI_SQUARE[9]!);
  });

  test('takes tasks for equally long as long as it knows nothing of them', () => {
    const orders = ordersOf(boot, (seed) => urw(seed), SEEDS);
    const first = (task: string): number =>
      [...orders].reduce((sum, [order, times]) => sum + (order.startsWith(task) ? times : 0), 0);
    const counts = [first('0'), first('1')];
    expect(chiSquare(counts, [1 / 2, 1 / 2])).toBeLessThan(CHI_SQUARE[1]!);
  });

  test('runs tasks that take longer than expected to their end', () => {
    const history = experience();
    const { outcome, steps } = toys.play(toys.steppers([9, 9]), urw(1, history));
    expect({ outcome, steps }).toEqual({ outcome: { kind: 'completed' }, steps: 18 });
  });

  test('makes the same run from the same seed', () => {
    expectSameRuns((seed) =>
      entry.create({ seed, preemptions: [], schedule: [], history: experience() }),
    );
  });
});
