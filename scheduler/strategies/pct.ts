import { dice } from '../dice.ts';
import { History } from '../history.ts';
import { lowest, type Strategy, type StrategyEntry } from '../strategy.ts';
import { TASKS_MAX } from '../task.ts';

/** Ordering constraints that a bug may need so that the bound below holds of it. */
export const PCT_DEPTH = 3;

/**
 * Probabilistic concurrency testing: Burckhardt, Kothari, Musuvathi and Nagarakatti, "A Randomized
 * Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.
 *
 * The enabled task of the highest priority runs. Priorities are a random order of the tasks, and
 * after each of `depth - 1` random steps the task that has just run falls below all others. Of n
 * tasks and k steps, a bug of this depth is met with a chance of at least 1 / (n k^(depth - 1)).
 * The number of steps is estimated from earlier runs.
 */
export function pct(
  seed: number,
  {
    depth = PCT_DEPTH,
    history = new History(),
  }: { depth?: number; history?: History | undefined } = {},
): Strategy {
  const { below } = dice(seed);
  const priorities = new Int32Array(TASKS_MAX);
  /** Steps before which the task that ran last falls, to the priority that is the index. */
  const changes = new Int32Array(depth);
  return {
    begin(tasks) {
      history.begin(tasks);
      for (let id = 0; id < tasks.length; id += 1) {
        // Each takes the place of a random one before it, which goes to the end: all orders alike.
        const place = below(id + 1);
        priorities[id] = priorities[place]!;
        priorities[place] = depth + id;
      }
      const steps = history.steps();
      for (let change = 1; change < depth; change += 1) changes[change] = 1 + below(steps);
    },
    next(enabled, current, step) {
      if (current >= 0) {
        for (let change = 1; change < depth; change += 1) {
          if (changes[change] === step) priorities[current] = change;
        }
      }
      const id = highest(enabled, priorities);
      history.note(id);
      return id;
    },
  };
}

function highest(enabled: number, priorities: Int32Array): number {
  let best = lowest(enabled);
  for (let rest = enabled & (enabled - 1); rest !== 0; rest &= rest - 1) {
    const id = lowest(rest);
    if (priorities[id]! > priorities[best]!) best = id;
  }
  return best;
}

export default {
  summary: 'Runs the task of the highest priority, which falls at two random steps (PCT).',
  create: ({ seed, history }) => pct(seed, { history }),
} satisfies StrategyEntry;
