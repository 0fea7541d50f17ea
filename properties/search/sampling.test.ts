import { describe, expect, test } from 'vitest';
import { History } from '../../scheduler/history.ts';
import { depthOf, PCT_DEPTHS, pct } from '../../scheduler/strategies/pct.ts';
import * as toys from '../../scheduler/toys.ts';
import { mergedSamples, pctBound, Sampling } from './sampling.ts';

/** A run that kept to its length. */
const ran = (strategy: string, run: number, tasks: number, steps: number) => ({
  strategy,
  run,
  tasks,
  steps,
  done: steps,
});

describe('the bound of PCT', () => {
  test.each([
    // n = 2 tasks and k = 5 steps: 1/2, 1/10 and 1/50, each missed by a hundred runs.
    [1, 0.5, 2 ** -100],
    [2, 0.1, 2.656139889e-5],
    [3, 0.02, 0.1326195559],
  ])('for bugs of depth %i is what one finds by hand', (depth, chance, missed) => {
    const bound = pctBound({ depth, runs: 100, tasks: 2, steps: 5, within: 4, longer: 0 });
    expect(bound.chance).toBe(chance);
    expect(bound.missed / missed).toBeCloseTo(1, 8);
  });

  test('of a task alone is certainty, as far as no change is needed', () => {
    const alone = { runs: 1, tasks: 1, steps: 7, within: 7, longer: 0 };
    expect(pctBound({ ...alone, depth: 1 })).toMatchObject({ chance: 1, missed: 0 });
    expect(pctBound({ ...alone, depth: 2 }).missed).toBeCloseTo(6 / 7, 12);
  });

  test('takes the most tasks and steps of all runs of a depth, and the fewest steps as what it is for', () => {
    const sampling = new Sampling();
    const [first, , third] = [0, 8, 16];
    sampling.note(ran('pct', first, 3, 40));
    sampling.note(ran('random', 1, 16, 4000));
    sampling.note({ ...ran('pct', first + 24, 5, 12), done: 13 });
    sampling.note(ran('pct', third!, 2, 9));
    expect(sampling.sampled).toEqual({
      strategies: [
        { strategy: 'pct', runs: 3 },
        { strategy: 'random', runs: 1 },
      ],
      pct: [
        { depth: 1, runs: 2, tasks: 5, steps: 40, within: 12, longer: 1 },
        { depth: 3, runs: 1, tasks: 2, steps: 9, within: 9, longer: 0 },
      ],
    });
  });

  test('is not there without a run under PCT', () => {
    const sampling = new Sampling();
    sampling.note(ran('random', 0, 3, 40));
    expect(sampling.sampled.pct).toEqual([]);
  });

  test('of the parts of a search is that of the whole, however it was divided', () => {
    const runs = Array.from({ length: 96 }, (_, run) =>
      ran(run % 5 === 0 ? 'pos' : 'pct', run, 2 + (run % 7), 10 + ((run * 37) % 91)),
    );
    const whole = new Sampling();
    for (const run of runs) whole.note(run);
    const parts = [3, 1, 2].map((share) => {
      const part = new Sampling();
      for (const run of runs) if (1 + (run.run % 3) === share) part.note(run);
      return part.sampled;
    });
    expect(mergedSamples(parts)).toEqual(whole.sampled);
    expect(mergedSamples([mergedSamples(parts.slice(1)), parts[0]!])).toEqual(whole.sampled);
  });
});

describe('runs that take the depths by turns', () => {
  /** The share of runs of each depth in which this order came about, once lengths are known. */
  function sharesOf(boot: () => toys.Toy, holds: (order: string) => boolean): number[] {
    const history = new History();
    toys.play(boot(), pct(0, { history }));
    const met = PCT_DEPTHS.map(() => ({ runs: 0, met: 0 }));
    for (let run = 0; run < 24_000; run += 1) {
      const toy = boot();
      toys.play(toy, pct(run + 1, { depth: depthOf(run), history }));
      const order = toy.machine.trace.events().map(({ task }) => task);
      const count = met[depthOf(run) - 1]!;
      count.runs += 1;
      if (holds(order.join(''))) count.met += 1;
    }
    return met.map(({ runs, met }) => met / runs);
  }
  const boundOf = (depth: number, steps: number): number =>
    pctBound({ depth, runs: 1, tasks: 2, steps, within: steps, longer: 0 }).chance;

  test('meet a bug of depth 1 with its own bound only when they are made for that', () => {
    // The first stepper is done before the second one begins, in 12 steps.
    const shares = sharesOf(
      () => toys.steppers([6, 6]),
      (order) => order === '000000111111',
    );
    expect(shares[0]).toBeGreaterThan(boundOf(1, 12) - 0.02);
    for (const depth of [2, 3]) {
      expect(shares[depth - 1]).toBeGreaterThan(boundOf(depth, 12));
      expect(shares[depth - 1]).toBeLessThan(boundOf(1, 12) - 0.02);
    }
  });

  test('meet a bug of depth 2 as often as its bound says, when they are made for that or more', () => {
    // The second stepper begins just after the third step of the first one.
    const shares = sharesOf(
      () => toys.steppers([6, 6]),
      (order) => order.startsWith('0001'),
    );
    expect(shares[0]).toBe(0);
    expect(shares[1]).toBeGreaterThan(boundOf(2, 12) * 0.9);
    expect(shares[2]).toBeGreaterThan(boundOf(3, 12));
  });
});
