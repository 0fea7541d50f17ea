import type { Schedule } from '../schedule.ts';
import { DIVERGED, type Strategy, type StrategyEntry } from '../strategy.ts';
import type { Task } from '../task.ts';

/**
 * Follows a schedule to the letter, by the names of the tasks.
 *
 * It diverges where the wanted task is unknown or cannot run, and where the schedule is over though
 * the run is not. A run that ends before its schedule cannot be seen from here: compare `stepsOf`.
 */
export function replay(schedule: Schedule): Strategy {
  const turns = schedule.filter((turn) => turn.steps > 0);
  let tasks: readonly Task[] = [];
  let turnsBegun = 0;
  /** Of the turn that is being followed: its task, and how many of its steps are left. */
  let id = -1;
  let left = 0;
  let wanted = '';

  const diverged = (words: string): number => {
    wanted = words;
    return DIVERGED;
  };
  return {
    begin(started) {
      tasks = started;
      turnsBegun = 0;
      left = 0;
      wanted = '';
    },
    next(enabled, _current, step) {
      if (left === 0) {
        const turn = turns[turnsBegun];
        if (!turn) return diverged(`the run to be over at step ${step}`);
        id = tasks.findIndex((task) => task.name === turn.task);
        if (id === -1) return diverged(unknown(turn.task, step, tasks));
        turnsBegun += 1;
        left = turn.steps;
      }
      if ((enabled & (1 << id)) === 0) return diverged(`${tasks[id]!.name} to run at step ${step}`);
      left -= 1;
      return id;
    },
    get wanted() {
      return wanted;
    },
  };
}

const unknown = (name: string, step: number, tasks: readonly Task[]): string =>
  `${name} to run at step ${step}, but the tasks are ${tasks.map((task) => task.name).join(', ')}`;

export default {
  summary: 'Follows a recorded schedule to the letter, and diverges where it cannot.',
  create: ({ schedule }) => replay(schedule),
} satisfies StrategyEntry;
