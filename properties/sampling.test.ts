import { describe, expect, test } from 'vitest';
import { History } from '../scheduler/history.ts';
import { pct } from '../scheduler/strategies/pct.ts';
import * as toys from '../scheduler/toys.ts';
import { mergedSamples, pctBound, pctOf, Sampling } from './sampling.ts';

describe('the bound of PCT', () => {
  test('is what one finds by hand', () => {
    // n = 2 tasks, k = 5 steps, bugs of depth 3: 1 / (2 * 5 * 5) = 1/50; 49/50 to the 100th.
    const { chance, missed, depth } = pctBound({ runs: 100, tasks: 2, steps: 5, within: 4 });
    expect(depth).toBe(3);
    expect(chance).toBe(0.02);
    expect(missed).toBeCloseTo(0.13262, 5);
  });

  test('takes the most tasks and steps of all runs, and the fewest steps as what it is for', () => {
    const sampling = new Sampling();
    sampling.note('pct', 3, 40);
    sampling.note('random', 16, 4000);
    sampling.note('pct', 5, 12);
    const bound = pctOf(sampling.sampled)!;
    expect(bound).toMatchObject({ runs: 2, tasks: 5, steps: 40, within: 12 });
    expect(bound.chance).toBe(1 / (5 * 40 * 40));
    expect(sampling.runs).toEqual([
      { strategy: 'pct', runs: 2 },
      { strategy: 'random', runs: 1 },
    ]);
  });

  test('is not there without a run under PCT', () => {
    const sampling = new Sampling();
    sampling.note('random', 3, 40);
    expect(pctOf(sampling.sampled)).toBeNull();
  });

  test('of the parts of a search is that of the whole', () => {
    const whole = new Sampling();
    const parts = [new Sampling(), new Sampling(), new Sampling()];
    const runs = [
      ['pct', 3, 40],
      ['random', 16, 4000],
      ['pct', 5, 12],
      ['surw', 2, 9],
    ] as const;
    for (const [index, [strategy, tasks, steps]] of runs.entries()) {
      whole.note(strategy, tasks, steps);
      parts[index % 2]!.note(strategy, tasks, steps);
    }
    expect(mergedSamples(parts.map(({ sampled }) => sampled))).toEqual(whole.sampled);
  });

  test('holds of a bug of depth 1, for which the better one of its own depth would be wrong', () => {
    // The bug: the second stepper does not begin before the first one is done, in 12 steps.
    const boot = () => toys.steppers([6, 6]);
    const history = new History();
    toys.play(boot(), pct(0, { history }));
    const runs = 20_000;
    let met = 0;
    for (let seed = 1; seed <= runs; seed += 1) {
      const toy = boot();
      toys.play(toy, pct(seed, { history }));
      const order = toy.machine.trace.events().map(({ task }) => task);
      if (order.join('') === '000000111111') met += 1;
    }
    const { chance } = pctBound({ runs, tasks: 2, steps: 12, within: 12 });
    expect(met / runs).toBeGreaterThan(chance);
    expect(met / runs).toBeLessThan(1 / 2 - 0.05);
  });
});
