import { describe, expect, test } from 'vitest';
import { Descent } from '../explore/descent.ts';
import { load, type Program, type Step } from '../explore/testing/programs.ts';
import { unwatched } from '../explore/testing/runs.ts';
import { Probes } from './probes.ts';

const step = (what: Step['do'], word = 0, value = 0): Step => ({ do: what, word, value });
const program = (...tasks: Step[][]): Program => ({ tasks, daemon: false });
const times = (count: number, each: Step): Step[] => Array.from({ length: count }, () => each);

const probesOf = (it: Program, seed: number): Probes => {
  return new Probes(new Descent(load(it).stage, unwatched), seed);
};

/** What is estimated on average over some seeds. */
function meanOf(it: Program, seeds = 60): number {
  let sum = 0;
  for (let seed = 1; seed <= seeds; seed += 1) sum += probesOf(it, seed).estimate(() => false);
  return sum / seeds;
}

describe('the points that probes estimate', () => {
  test.each([
    // Each of the steps once: there is one order.
    ['one task alone', program(times(7, step('set'))), 7],
    // How far each of two has come is all that matters: 4 * 4 points, but for the beginning.
    [
      'two that touch nothing in common',
      program(times(3, step('set', 0)), times(3, step('set', 1))),
      15,
    ],
    ['three that only read', program(...times(3, step('see')).map((see) => times(2, see))), 26],
    ['two that only add', program(times(3, step('add')), times(3, step('add'))), 15],
    // The order counts: i and j steps of two tasks come in (i + j)! / (i! j!) orders.
    ['two that write one word', program(times(2, step('set')), times(2, step('set'))), 18],
    ['two that write one word thrice', program(times(3, step('set')), times(3, step('set'))), 68],
    // Each begins alone, or after the other has done all; the rest of who came first follows.
    [
      'two that take a lock',
      program(...times(2, step('lock')).map((lock) => [lock, step('unlock')])),
      8,
    ],
    // Two steps and a look before, between or after them; between, it ends the run.
    ['a crash', program([step('set', 0, 1), step('set', 0, 0)], [step('crash', 0, 1)]), 7],
  ])('are exact on average: %s', (_name, it, points) => {
    expect(Math.abs(meanOf(it) / points - 1)).toBeLessThan(0.03);
  });

  test('are as many when heavy paths are split and light ones dropped', () => {
    // Four tasks with three steps of their own each, and one on a word that all of them write.
    const task = (word: number): Step[] => [...times(3, step('set', word)), step('set', 7)];
    const it = program(...[0, 1, 2, 3].map(task));
    // Those that have written, in their order; each of the others may be in four places.
    const points = 4 ** 4 + 4 * 4 ** 3 + 12 * 4 ** 2 + 24 * 4 + 24 - 1;
    expect(Math.abs(meanOf(it) / points - 1)).toBeLessThan(0.03);
  });

  test('are none where no task gets to its first step', () => {
    expect(meanOf(program([step('throw', 0, 0)]), 1)).toBe(0);
  });
});

test('the same seed gives the same estimate, another one another', () => {
  const it = program(times(3, step('set')), times(3, step('set')));
  const estimate = (seed: number): number => probesOf(it, seed).estimate(() => false);
  expect(estimate(3)).toBe(estimate(3));
  expect(estimate(4)).not.toBe(estimate(3));
});

test('probes end as soon as they are told to', () => {
  const many = program(...times(4, step('set')).map((set) => times(8, set)));
  let asked = 0;
  const points = probesOf(many, 1).estimate(() => {
    asked += 1;
    return asked === 3;
  });
  expect(asked).toBe(3);
  expect(points).toBeGreaterThan(0);
});
