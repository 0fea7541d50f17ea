import { dice } from '../dice.ts';
import { History } from '../history.ts';
import type { Strategy, StrategyEntry } from '../strategy.ts';
import { TASKS_MAX } from '../task.ts';
import { lowest } from '../task-set.ts';

/** Ordering constraints that bugs may need, by turns; of deeper ones the bound says nothing. */
export const PCT_DEPTHS: readonly number[] = [1, 2, 3];
/** Runs of a series that one depth has before it is the next one's turn. */
const RUNS_EACH = 8;

/**
 * The depth of this run of a series. Where strategies take turns, every eighth run is PCT's, so the
 * depths have equal shares there as well (`portfolio.test.ts`).
 */
export const depthOf = (run: number): number =>
  PCT_DEPTHS[Math.floor(run / RUNS_EACH) % PCT_DEPTHS.length]!;

/**
 * Probabilistic concurrency testing: Burckhardt, Kothari, Musuvathi and Nagarakatti, "A Randomized
 * Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.
 *
 * The enabled task of the highest priority runs. Priorities are a random order of the tasks, and
 * after each of `depth - 1` random steps the task that has just run falls below all others. Of n
 * tasks and k steps, a bug of this depth is met with a chance of at least 1 / (n k^(depth - 1)).
 *
 * The theorem wants n and k to be known before the run. The k here is what the tasks of earlier
 * runs came to at most, which this one may exceed: so the bound is one of bugs that show within the
 * first k steps, and says nothing of those that come later.
 */
export function pct(
  seed: number,
  {
    depth = PCT_DEPTHS.at(-1)!,
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
      const steps = history.stepsMost();
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
  summary: 'Runs the task of the highest priority, which falls at up to two random steps (PCT).',
  create: ({ seed, history, run }) => pct(seed, { depth: depthOf(run ?? 0), history }),
} satisfies StrategyEntry;
