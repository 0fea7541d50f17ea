import { expect } from 'vitest';
import { differs } from '../determinism.ts';
import type { Strategy } from '../strategy.ts';
import * as toys from '../toys.ts';

/** Expects the strategy of a seed to make the same run of a toy twice, for seeds of all kinds. */
export function expectSameRuns(strategyOf: (seed: number) => Strategy): void {
  for (const seed of [0, 1, -7, 12345, 2 ** 31]) {
    const run = () => {
      const toy = toys.philosophers(5);
      toys.play(toy, strategyOf(seed));
      return toy.machine.trace;
    };
    expect(differs(run)).toBeNull();
  }
}
