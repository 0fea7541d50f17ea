import type { Strategy } from './strategy.ts';
import { goOn } from './task-set.ts';

/** Takes these steps as long as they can be taken, and from then on goes on unpreempted. */
export function along(tasks: readonly number[]): Strategy {
  return {
    begin() {},
    next(enabled, current, step) {
      const task = tasks[step];
      return task !== undefined && (enabled & (1 << task)) !== 0 ? task : goOn(enabled, current);
    },
  };
}
