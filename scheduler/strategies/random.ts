import { count, nth, type Strategy, type StrategyEntry } from '../strategy.ts';

/** Picks uniformly among the enabled tasks, with a xorshift32 generator of its own. */
export function random(seed: number): Strategy {
  // Zero is the one state that xorshift never leaves.
  let state = scatter(seed) || 0x9e3779b9;
  return {
    begin() {},
    next(enabled) {
      if ((enabled & (enabled - 1)) === 0) return nth(enabled, 0);
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return nth(enabled, remainder(state >>> 0, count(enabled)));
    },
  };
}

/** `dividend % divisor`; V8 calls a function for `%` of numbers that may exceed 31 bits. */
const remainder = (dividend: number, divisor: number): number =>
  dividend - divisor * Math.floor(dividend / divisor);

/**
 * The finaliser of MurmurHash3, since seeds are often small and consecutive.
 *
 * xorshift is linear: unscattered, the seeds 1 to 4096 make only 2049 different series of 12
 * choices between two tasks, where 2589 are expected of independent ones.
 */
function scatter(seed: number): number {
  let hash = seed | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

export default {
  summary: 'Picks uniformly among the enabled tasks at every step, from the seed.',
  create: ({ seed }) => random(seed),
} satisfies StrategyEntry;
