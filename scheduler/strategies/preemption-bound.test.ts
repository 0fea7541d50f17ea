import { describe, expect, test } from 'vitest';
import { History } from '../history.ts';
import { CHI_SQUARE, chiSquare } from '../testing/chi-square.ts';
import { ordersOf } from '../testing/orders.ts';
import { expectSameRuns } from '../testing/same-run.ts';
import * as toys from '../toys.ts';
import entry, { preemptionBound } from './preemption-bound.ts';

const STEPS_MAX = 60;

/** Preemptions of many runs of a toy, by seed. */
const preemptionsOf = (boot: () => toys.Toy, bound: number): number[] =>
  [...new Array(200).keys()].map(
    (seed) => toys.play(boot(), preemptionBound(seed, { bound }), STEPS_MAX).preemptions,
  );

describe('preemption-bound', () => {
  test.each([0, 1, 2, 5])('never makes more than %d preemptions, whatever the toy', (bound) => {
    for (const boot of Object.values(toys.toys)) {
      expect(Math.max(...preemptionsOf(boot, bound))).toBeLessThanOrEqual(bound);
    }
  });

  test('often makes as many as it may', () => {
    const history = new History();
    const boot = () => toys.steppers([10, 10]);
    const made = [...new Array(200).keys()].map(
      (seed) => toys.play(boot(), preemptionBound(seed, { bound: 2, history })).preemptions,
    );
    expect(made.filter((times) => times === 2).length).toBeGreaterThan(60);
  });

  test('without preemptions starts with any task, and loses no update', () => {
    const orders = ordersOf(
      () => toys.steppers([2, 1, 1]),
      (seed) => preemptionBound(seed, { bound: 0 }),
      6000,
    );
    expect([...orders.keys()].sort()).toEqual(['0012', '0021', '1002', '1200', '2001', '2100']);
    const sixths = new Array(6).fill(1 / 6);
    expect(chiSquare([...orders.values()], sixths)).toBeLessThan(CHI_SQUARE[5]!);
    for (let seed = 0; seed < 200; seed += 1) {
      const toy = toys.lostUpdate();
      toys.play(toy, preemptionBound(seed, { bound: 0 }));
      expect(toy.machine.counter).toBe(2);
    }
  });

  test('loses an update with one, at any of the steps alike', () => {
    const history = new History();
    let lost = 0;
    for (let seed = 0; seed < 4000; seed += 1) {
      const toy = toys.lostUpdate();
      toys.play(toy, preemptionBound(seed, { bound: 1, history }));
      if (toy.machine.counter < 2) lost += 1;
    }
    // After one of the four steps it counts, and after the last of each task nobody is preempted.
    expect(lost / 4000).toBeGreaterThan(1 / 5);
    expect(lost / 4000).toBeLessThan(1 / 2);
  });

  test('makes the same run from the same seed', () => {
    expectSameRuns((seed) => entry.create({ seed, preemptions: [], schedule: [] }));
  });
});
