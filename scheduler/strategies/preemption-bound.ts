import { dice } from '../dice.ts';
import { History } from '../history.ts';
import type { Strategy, StrategyEntry } from '../strategy.ts';
import { count, nth, others } from '../task-set.ts';

/** Most bugs of the paper need no more. */
const BOUND_DEFAULT = 2;

/**
 * A random walk with few preemptions: Musuvathi and Qadeer, "Iterative Context Bounding for
 * Systematic Testing of Multithreaded Programs", PLDI 2007.
 *
 * Where a task blocks or ends, any other one goes on, which costs nothing; a task that could go on
 * is preempted at most `bound` times in a run. The preemptions are spread evenly over the steps that
 * are expected from earlier runs.
 */
export function preemptionBound(
  seed: number,
  {
    bound = BOUND_DEFAULT,
    history = new History(),
  }: { bound?: number; history?: History | undefined } = {},
): Strategy {
  const { below } = dice(seed);
  let left = bound;
  let steps = 0;
  return {
    begin(tasks) {
      history.begin(tasks);
      left = bound;
      steps = history.steps();
    },
    next(enabled, current, step) {
      const candidates = others(enabled, current);
      let id = current;
      if (candidates === enabled) id = nth(enabled, below(count(enabled)));
      else if (candidates !== 0 && left > 0 && below(Math.max(steps - step, left)) < left) {
        left -= 1;
        id = nth(candidates, below(count(candidates)));
      }
      history.note(id);
      return id;
    },
  };
}

export default {
  summary: 'Runs a random task until it blocks, and preempts it at most twice in a run.',
  create: ({ seed, history }) => preemptionBound(seed, { history }),
} satisfies StrategyEntry;
