import type { Operation } from './operation.ts';
import type { Trace } from './trace.ts';

/** The simulated machine under the tasks, as far as the scheduler knows it. */
export interface Machine {
  readonly trace: Trace;
  /** The task whose code is running now, -1 while the scheduler works or performs an operation. */
  running: number;
  /** Whom the running task can ask to go on at once; null before the first run. */
  shortcut: Shortcut | null;
  /** Keeps count of what is touched; `paused` while the scheduler looks who can run. */
  readonly recorder: {
    paused: boolean;
    /** The task's operation of this kind was answered so. */
    answered(task: number, code: number, reply: number): void;
  } | null;
}

/** A way for the running task to perform its next operation without giving up the processor. */
export interface Shortcut {
  /**
   * The reply, if the strategy lets the same task perform this operation now; otherwise undefined,
   * and the task must yield the same operation next.
   */
  goOn(operation: Operation): number | undefined;
}

/** Thrown by the machine when a task did what ends the run at once; in a kernel, an oops. */
export class Crash extends Error {}

/**
 * Thrown by the machine when a task asks for what the machine does not have. It is no outcome: it
 * says nothing about the task, and goes to whoever asked for the run.
 */
export class Unjudgeable extends Error {}

/** Thrown by the machine when a task's own code does not come to its next operation. */
export class Runaway extends Error {}
