import { finish } from './digest.ts';

/** A source of chance that gives the same series for the same seed. */
export interface Dice {
  /** An integer from 0 to `bound - 1`, each equally likely. */
  below(bound: number): number;
  /** A number from 0 up to 1, but not 1. */
  fraction(): number;
}

/** A xorshift32 generator (Marsaglia, "Xorshift RNGs", 2003). */
export function dice(seed: number): Dice {
  // Zero is the one state that xorshift never leaves.
  let state = scatter(seed) || 0x9e3779b9;
  const draw = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    below: (bound) => remainder(draw(), bound),
    fraction: () => draw() / 0x1_0000_0000,
  };
}

/** `dividend % divisor`; V8 calls a function for `%` of numbers that may exceed 31 bits. */
const remainder = (dividend: number, divisor: number): number =>
  dividend - divisor * Math.floor(dividend / divisor);

/**
 * Spreads the seeds, which are often small and consecutive.
 *
 * xorshift is linear: unscattered, the seeds 1 to 4096 make only 2049 different series of 12
 * choices between two tasks, where 2589 are expected of independent ones.
 */
const scatter = (seed: number): number => finish(seed | 0);
