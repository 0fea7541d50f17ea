import { expect, test } from 'vitest';
import { differs } from '../determinism.ts';
import { orderOf } from '../testing/orders.ts';
import * as toys from '../toys.ts';
import pct, { depthOf, PCT_DEPTHS } from './pct.ts';
import portfolio from './portfolio.ts';
import pos from './pos.ts';
import preemptionBound from './preemption-bound.ts';
import preemptions from './preemptions.ts';
import random from './random.ts';
import urw from './urw.ts';

const input = { seed: 3, preemptions: [{ at: 2, to: 0 }], schedule: [] };
const order = (entry: { create: typeof portfolio.create }, run: number): string =>
  orderOf(toys.steppers([4, 4, 4]), entry.create({ ...input, run }));

test('the portfolio gives every second run to preemptions, and the others in turn', () => {
  const turns = [pct, pos, urw, preemptionBound, pct, pos, urw, random];
  turns.forEach((entry, turn) => {
    for (const round of [0, 16, 160]) {
      expect(order(portfolio, round + 2 * turn)).toBe(order(preemptions, 0));
      expect(order(portfolio, round + 2 * turn + 1)).toBe(order(entry, 0));
    }
  });
});

test('the portfolio has PCT made for every depth alike', () => {
  const runs = Array.from({ length: 48 * PCT_DEPTHS.length }, (_, run) => run);
  const made = runs.filter((run) => portfolio.turnOf(run) === 'pct').map(depthOf);
  for (const depth of PCT_DEPTHS) expect(made.filter((one) => one === depth)).toHaveLength(6);
});

test('the portfolio begins with preemptions when nothing is said of the run', () => {
  const toy = () => toys.steppers([4, 4]);
  expect(orderOf(toy(), portfolio.create(input))).toBe(orderOf(toy(), preemptions.create(input)));
});

test('the portfolio makes the same run from the same input', () => {
  for (let run = 0; run < 16; run += 1) {
    const trace = () => {
      const toy = toys.philosophers(4);
      toys.play(toy, portfolio.create({ ...input, run }));
      return toy.machine.trace;
    };
    expect(differs(trace)).toBeNull();
  }
});
