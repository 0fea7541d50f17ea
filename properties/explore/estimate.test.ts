import { describe, expect, test } from 'vitest';
import { subject, tools } from '../suites/harness.ts';
import { settle } from '../worlds/settle.ts';
import { estimateAfter, estimateOf, estimateWithin, RunningEstimate } from './estimate.ts';
import { exploreOne } from './explored-world.ts';
import { TooLarge } from './too-large.ts';

const v55 = await subject('v5.5');
const never = (): boolean => false;
const litmus = (name: string) => ({ name, world: settle(tools.worlds.get(name)!.world) });
const queued = litmus('queued-writer-and-move');

describe('the estimate of a world', () => {
  // What was counted when they were exhausted (properties/suites/long/explore.test.ts does so).
  test.each([
    ['one-fault', 12],
    ['two-faults', 271],
    ['queued-writer', 858],
    ['queued-writer-and-move', 2430],
  ])('%s is off by a factor of less than 5', (name, steps) => {
    const estimate = estimateOf(v55, litmus(name).world, { tools, stop: never });
    expect(estimate / steps).toBeGreaterThan(1 / 5);
    expect(estimate / steps).toBeLessThan(5);
  });

  test('is the same every time', () => {
    const estimate = () => estimateOf(v55, litmus('two-faults').world, { tools, stop: never });
    expect(estimate()).toBe(estimate());
  });
});

describe('a world is refused', () => {
  const within = (stepsMax: number, stop = never): number =>
    estimateWithin(v55, queued, { tools, stop, stepsMax });

  test('not where it is no more than thrice as large as it may be, for an estimate may be wrong', () => {
    expect(within(5000)).toBeGreaterThan(5000);
  });

  test('not once it is to stop: then too little is known', () => {
    let asked = 0;
    const stop = (): boolean => {
      asked += 1;
      return asked > 1;
    };
    expect(within(1, stop)).toBeGreaterThan(1);
  });

  test('before more of it is explored than it takes to see that it is no small one', () => {
    const told: number[] = [];
    const options = {
      preemptions: null,
      transitionsMax: 1000,
      refuses: true,
      stop: never,
      progress: ({ done }: { done: number }) => told.push(done),
    };
    expect(() => exploreOne(v55, queued, { tools, options })).toThrow(TooLarge);
    expect(Math.max(...told)).toBeLessThan(1000);
  });
});

describe('while it runs', () => {
  test.each([
    // As long as nothing is known of the share, what was thought before; more once that is done.
    [1000, 100, 0, 1000],
    [1000, 900, 0, 1350],
    // The geometric mean, where half of the choices are done; at the end, what was done.
    [1000, 2000, 0.5, 2500],
    [4000, 500, 0.5, 2000],
    [1000, 2000, 1, 2000],
    // With nothing before: by the share alone.
    [null, 100, 0.25, 400],
    [null, 100, 0, 0],
  ])('of %j before, %i done and a share of %f: %f', (before, done, share, total) => {
    expect(estimateAfter(before, done, share)).toBeCloseTo(total, 6);
  });

  test('it is asked once, and not in the first steps', () => {
    let asked = 0;
    const running = new RunningEstimate(() => {
      asked += 1;
      return 8000;
    }, Number.POSITIVE_INFINITY);
    expect(running.total(500, 0)).toBe(0);
    expect(running.atLast(500, 0.1)).toEqual({ share: 0.1 });
    expect(asked).toBe(0);
    expect(running.total(2000, 0)).toBe(8000);
    expect(running.total(4000, 0)).toBe(8000);
    expect(asked).toBe(1);
    expect(running.atLast(4000, 0)).toEqual({ estimate: 8000, share: 0.5 });
  });
});
