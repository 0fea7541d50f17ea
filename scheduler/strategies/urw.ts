import { dice } from '../dice.ts';
import { History } from '../history.ts';
import type { Strategy, StrategyEntry } from '../strategy.ts';
import { lowest } from '../task-set.ts';

/**
 * Uniform random walk: the base of Zhao, Wolff, Mathur and Roychoudhury, "Selectively Uniform
 * Concurrency Testing", ASPLOS 2025.
 *
 * Picks each enabled task with a chance in proportion to the operations that it has before it. If
 * these are known and nobody blocks, all interleavings are equally likely; a plain random walk
 * prefers those in which the long tasks run late. The numbers are estimated from earlier runs.
 */
export function urw(seed: number, history = new History()): Strategy {
  const { fraction } = dice(seed);
  return {
    begin: (tasks) => history.begin(tasks),
    next(enabled) {
      let total = 0;
      for (let rest = enabled; rest !== 0; rest &= rest - 1) total += history.left(lowest(rest));
      let drawn = fraction() * total;
      let id = lowest(enabled);
      for (let rest = enabled; rest !== 0; rest &= rest - 1) {
        id = lowest(rest);
        drawn -= history.left(id);
        if (drawn < 0) break;
      }
      history.note(id);
      return id;
    },
  };
}

export default {
  summary: 'Picks tasks by the number of operations that they have before them (URW).',
  create: ({ seed, history }) => urw(seed, history),
} satisfies StrategyEntry;
