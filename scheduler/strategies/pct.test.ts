import { describe, expect, test } from 'vitest';
import { differs } from '../determinism.ts';
import { History } from '../history.ts';
import { CHI_SQUARE, chiSquare } from '../testing/chi-square.ts';
import { orderOf, ordersOf } from '../testing/orders.ts';
import * as toys from '../toys.ts';
import entry, { depthOf, pct } from './pct.ts';

const SEEDS = 6000;

/** The share of seeds under which this is so of a toy, once its length is known. */
function shareOf(
  boot: () => toys.Toy,
  depth: number,
  holds: (execution: ReturnType<typeof toys.play>, toy: toys.Toy) => boolean,
): number {
  const history = new History();
  let found = 0;
  for (let seed = 0; seed <= SEEDS; seed += 1) {
    const toy = boot();
    const execution = toys.play(toy, pct(seed, { depth, history }));
    // The first run only shows how long it is.
    if (seed > 0 && holds(execution, toy)) found += 1;
  }
  return found / SEEDS;
}

const isLost = (_: unknown, { machine }: toys.Toy): boolean => machine.counter < 2;
/** Nobody has seen what another has written, for which two tasks have to stop in between. */
const allReadNothing = (_: unknown, { machine }: toys.Toy): boolean =>
  machine.trace.events().every(({ kind, reply }) => kind !== toys.READ || reply === 0);

describe('pct', () => {
  test('without a change runs the tasks one after the other, in every order alike', () => {
    const orders = ordersOf(
      () => toys.steppers([2, 2, 2]),
      (seed) => pct(seed, { depth: 1 }),
      SEEDS,
    );
    expect([...orders.keys()].sort()).toEqual(
      ['001122', '002211', '110022', '112200', '220011', '221100'].sort(),
    );
    const sixths = new Array(6).fill(1 / 6);
    expect(chiSquare([...orders.values()], sixths)).toBeLessThan(CHI_SQUARE[5]!);
  });

  test('meets no bug that is deeper than it goes', () => {
    expect(shareOf(() => toys.lostUpdate(), 1, isLost)).toBe(0);
    expect(shareOf(() => toys.lostUpdate(3), 2, allReadNothing)).toBe(0);
  });

  test('meets a bug of depth 2 as often as its paper says, and here exactly as it should', () => {
    // Two tasks and four steps; it is lost when the one change comes after the first step.
    const share = shareOf(() => toys.lostUpdate(), 2, isLost);
    expect(share).toBeGreaterThan(1 / (2 * 4));
    const counts = [share * SEEDS, (1 - share) * SEEDS];
    expect(chiSquare(counts, [1 / 4, 3 / 4])).toBeLessThan(CHI_SQUARE[1]!);
  });

  test('meets a bug of depth 3, too', () => {
    const share = shareOf(() => toys.lostUpdate(3), 3, allReadNothing);
    expect(share).toBeGreaterThan(1 / (3 * 6 ** 2));
  });

  test('meets a bug of depth 2 among many steps where a random walk does so as well', () => {
    const boot = () => {
      const long = toys.lostUpdate();
      const steppers = toys.steppers([20, 20]).specs;
      return { ...long, specs: [...long.specs, ...steppers] };
    };
    expect(shareOf(boot, 2, isLost)).toBeGreaterThan(1 / (4 * 44));
  });

  test('is made for each depth by turns of eight runs of a series', () => {
    const depths = Array.from({ length: 32 }, (_, run) => depthOf(run)).join('');
    expect(depths).toBe('11111111222222223333333311111111');
    const switches = (run: number, seed: number): number => {
      const input = { seed, run, preemptions: [], schedule: [] };
      return orderOf(toys.steppers([9, 9]), entry.create(input)).match(/01|10/g)!.length;
    };
    // Without a change one stepper after the other; each change can make one switch more.
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    expect([0, 8, 16].map((run) => Math.max(...seeds.map((seed) => switches(run, seed))))).toEqual([
      1, 2, 3,
    ]);
  });

  test('makes the same run from the same seed, and other ones from others', () => {
    const run = (seed: number) => () => {
      const toy = toys.philosophers(5);
      toys.play(toy, entry.create({ seed, preemptions: [], schedule: [] }));
      return toy.machine.trace;
    };
    for (const seed of [0, 1, -7, 2 ** 31]) expect(differs(run(seed))).toBeNull();
    expect([2, 3, 4, 5].some((seed) => differs(run(1), run(seed)) !== null)).toBe(true);
  });
});
