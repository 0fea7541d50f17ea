import { describe, expect, test } from 'vitest';
import { scheduleOf } from '../schedule.ts';
import { CHI_SQUARE, chiSquare } from '../testing/chi-square.ts';
import { expectSameRuns } from '../testing/same-run.ts';
import * as toys from '../toys.ts';
import entry, { random } from './random.ts';

const ENABLED = 0b101011;
const IDS = [0, 1, 3, 5];
const QUARTERS = [1 / 4, 1 / 4, 1 / 4, 1 / 4];

describe('random', () => {
  test('picks each enabled task equally often', () => {
    const strategy = random(1);
    const counts = IDS.map(() => 0);
    for (let pick = 0; pick < 40_000; pick += 1) {
      counts[IDS.indexOf(strategy.next(ENABLED, 0, pick))]! += 1;
    }
    expect(chiSquare(counts, QUARTERS)).toBeLessThan(CHI_SQUARE[3]!);
  });

  test('makes its first choice equally often over consecutive seeds', () => {
    const counts = IDS.map(() => 0);
    for (let seed = 0; seed < 40_000; seed += 1) {
      counts[IDS.indexOf(random(seed).next(ENABLED, -1, 0))]! += 1;
    }
    expect(chiSquare(counts, QUARTERS)).toBeLessThan(CHI_SQUARE[3]!);
  });

  test('runs two tasks of two steps in all six orders, as often as a coin would', () => {
    const shares: Record<string, number> = {
      '0011': 1 / 4,
      '1100': 1 / 4,
      '0101': 1 / 8,
      '0110': 1 / 8,
      '1001': 1 / 8,
      '1010': 1 / 8,
    };
    const counts = new Map(Object.keys(shares).map((order) => [order, 0]));
    for (let seed = 0; seed < 8_000; seed += 1) {
      const toy = toys.steppers([2, 2]);
      toys.play(toy, random(seed));
      const order = toy.machine.trace.events().map(({ task }) => task);
      counts.set(order.join(''), counts.get(order.join(''))! + 1);
    }
    expect(chiSquare([...counts.values()], Object.values(shares))).toBeLessThan(CHI_SQUARE[5]!);
  });

  test('makes other choices from consecutive seeds, as independent ones would', () => {
    const series = new Set<string>();
    for (let seed = 1; seed <= 4096; seed += 1) {
      const strategy = random(seed);
      series.add(Array.from({ length: 12 }, (_, step) => strategy.next(0b11, 0, step)).join(''));
    }
    // 4096 (1 - 1/e) = 2589 are expected, with a standard deviation of 20: 2500 is missed with
    // probability below 0.0001.
    expect(series.size).toBeGreaterThan(2500);
  });

  test('is not stuck for the seed that scatters to nothing', () => {
    const strategy = random(0);
    const picks = new Set(Array.from({ length: 100 }, (_, step) => strategy.next(0b11, 0, step)));
    expect(picks.size).toBe(2);
  });

  test('makes the same run from the same seed', () => {
    expectSameRuns((seed) => entry.create({ seed, preemptions: [], schedule: [] }));
  });

  test('makes other runs from other seeds', () => {
    const orders = [...new Array(50).keys()].map((seed) => {
      const toy = toys.steppers([5, 5, 5]);
      toys.play(toy, random(seed));
      return JSON.stringify(scheduleOf(toy.machine.trace, toys.namesOf(toy)));
    });
    expect(new Set(orders).size).toBe(50);
  });
});
