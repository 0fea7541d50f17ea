import type { Preemption } from '../schedule.ts';
import type { Strategy, StrategyEntry } from '../strategy.ts';
import { count, goOn, nth, others } from '../task-set.ts';

/**
 * Runs each task until it blocks or ends, but switches away at the listed steps.
 *
 * It starts with the lowest task, and from a blocked one goes on to the next enabled task in a
 * circle. Every list fits every world: an entry at a step that never comes, or with nobody to
 * switch to, does nothing; the order does not matter; of two entries at one step the last counts.
 */
export function preemptions(list: readonly Preemption[]): Strategy {
  // A map keeps one entry for each step, the last.
  const targets = new Map(list.map(({ at, to }) => [at, to]));
  const steps = [...targets.keys()].filter(Number.isInteger).sort((a, b) => a - b);
  // A step that never comes spares `next` a look at the length.
  steps.push(Number.POSITIVE_INFINITY);
  /** Index of the first listed step that has not passed. */
  let due = 0;
  return {
    begin() {
      due = 0;
    },
    next(enabled, current, step) {
      while (steps[due]! < step) due += 1;
      if (steps[due] !== step) return goOn(enabled, current);
      const candidates = others(enabled, current);
      if (candidates === 0) return current;
      return nth(candidates, (targets.get(step)! >>> 0) % count(candidates));
    },
  };
}

export default {
  summary: 'Runs each task until it blocks, but switches to another one at the listed steps.',
  create: (input) => preemptions(input.preemptions),
} satisfies StrategyEntry;
