import { dice } from '../dice.ts';
import type { Strategy, StrategyEntry } from '../strategy.ts';
import { TASKS_MAX, type Task } from '../task.ts';
import { lowest } from '../task-set.ts';

/**
 * Partial-order sampling: Yuan, Yang and Gu, "Partial Order Aware Concurrency Sampling", CAV 2018.
 *
 * Every pending operation has a random priority, and the highest one that is enabled is performed.
 * Then the operations that race with it draw new priorities, so that the order of racing operations
 * is chosen anew each time, while the order of others costs no chances. Operations on the same
 * object are taken to race.
 */
export function pos(seed: number): Strategy {
  const { fraction } = dice(seed);
  const priorities = new Float64Array(TASKS_MAX);
  let tasks: readonly Task[] = [];
  /** Of the last step. */
  let object = 0;
  return {
    begin(started) {
      tasks = started;
      for (let id = 0; id < tasks.length; id += 1) priorities[id] = fraction();
    },
    next(enabled, current) {
      if (current >= 0) {
        for (let id = 0; id < tasks.length; id += 1) {
          if (id === current || tasks[id]!.pending?.object === object) priorities[id] = fraction();
        }
      }
      let best = lowest(enabled);
      for (let rest = enabled & (enabled - 1); rest !== 0; rest &= rest - 1) {
        const id = lowest(rest);
        if (priorities[id]! > priorities[best]!) best = id;
      }
      object = tasks[best]!.pending!.object;
      return best;
    },
  };
}

export default {
  summary:
    'Gives operations random priorities, and those that race with the last one new ones (POS).',
  create: ({ seed }) => pos(seed),
} satisfies StrategyEntry;
