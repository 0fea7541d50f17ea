import { dice } from '../dice.ts';
import type { Strategy, StrategyEntry } from '../strategy.ts';
import { count, nth } from '../task-set.ts';

/** Picks uniformly among the enabled tasks, with a generator of its own. */
export function random(seed: number): Strategy {
  const { below } = dice(seed);
  return {
    begin() {},
    next(enabled) {
      if ((enabled & (enabled - 1)) === 0) return nth(enabled, 0);
      return nth(enabled, below(count(enabled)));
    },
  };
}

export default {
  summary: 'Picks uniformly among the enabled tasks at every step, from the seed.',
  create: ({ seed }) => random(seed),
} satisfies StrategyEntry;
