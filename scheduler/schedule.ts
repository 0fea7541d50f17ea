import { kindOf } from './event.ts';
import { isOperation } from './operation.ts';
import { count, goOn, others } from './task-set.ts';
import { EVENT_WORDS, FIELD, type Trace } from './trace.ts';

/** Which task ran, step by step, as the list of turns that the tasks took. */
export type Schedule = readonly Turn[];

/** Consecutive steps of one task, by its name. */
export interface Turn {
  readonly task: string;
  readonly steps: number;
}

/** At step `at`, switch to the `to`-th (modulo their number) of the other enabled tasks. */
export interface Preemption {
  readonly at: number;
  readonly to: number;
}

/** The schedule of a trace whose tasks have these names, by id. */
export function scheduleOf(trace: Trace, taskNames: readonly string[]): Schedule {
  if (new Set(taskNames).size !== taskNames.length) {
    throw new Error(
      `a schedule needs a name of its own for each task, not ${taskNames.join(', ')}`,
    );
  }
  const turns: { task: string; steps: number }[] = [];
  for (const id of tasksByStep(trace)) {
    const task = taskNames[id];
    if (task === undefined) {
      throw new Error(`the trace has a task ${id}, but ${taskNames.length} tasks are named`);
    }
    const last = turns.at(-1);
    if (last?.task === task) last.steps += 1;
    else turns.push({ task, steps: 1 });
  }
  return turns;
}

/** How many steps a schedule has: a replay that ends after fewer did not need all of it. */
export const stepsOf = (schedule: Schedule): number =>
  schedule.reduce((steps, turn) => steps + turn.steps, 0);

/** How often a schedule goes from one task to another, for whatever reason. */
export function switchesOf(schedule: Schedule): number {
  const turns = schedule.filter((turn) => turn.steps > 0);
  return turns.filter((turn, index) => index > 0 && turn.task !== turns[index - 1]!.task).length;
}

/**
 * The preemptions with which the strategy `preemptions` runs the same steps again.
 *
 * It is the shortest such list: an entry stands only where the strategy would have gone elsewhere.
 * The trace has to come from a run, since it must hold the enabled tasks of each step.
 */
export function preemptionsOf(trace: Trace): Preemption[] {
  const preemptions: Preemption[] = [];
  let current = -1;
  for (const [step, task] of tasksByStep(trace).entries()) {
    const enabled = trace.choices[step] ?? 0;
    if ((enabled & (1 << task)) === 0) {
      throw new Error(
        `task ${task} ran at step ${step}, where the trace has mask ${enabled} for the enabled ` +
          'tasks; was it written by hand, or read from a file? Replay its schedule first',
      );
    }
    if (task !== goOn(enabled, current)) {
      const before = others(enabled, current) & ((1 << task) - 1);
      preemptions.push({ at: step, to: count(before) });
    }
    current = task;
  }
  return preemptions;
}

/** The task of each operation, in order; marks are no steps. */
export function tasksByStep(trace: Trace): number[] {
  const tasks: number[] = [];
  for (let at = 0; at < trace.length; at += EVENT_WORDS) {
    const kind = kindOf(trace.words[at + FIELD.code]!);
    if (isOperation(kind)) tasks.push(trace.words[at + FIELD.task]!);
  }
  return tasks;
}
