import type { Execution } from '../execute.ts';
import type { Machine } from '../machine.ts';
import type { Operation } from '../operation.ts';
import type { Strategy } from '../strategy.ts';

/** What an entry of a tape is: a word was read, set, or added to. */
export const READ = 0;
export { ADDS, SETS } from './vectors.ts';
/** Numbers of an entry: what, the word, the value that was read, set or added. */
export const TAPE_WORDS = 3;

/** What an exploration wants to know of the machine. */
export interface Tape {
  paused: boolean;
  /** Why what tasks have done cannot be remembered; null if it can. */
  readonly refusal: string | null;
  /** Everything that was done to memory; null if nobody wants to know. */
  tape: number[] | null;
  /** All that a task's code has learned since it last began anew: it determines what it does. */
  heard(task: number): readonly number[];
}

/** A machine whose every access is recorded. */
export interface TapedMachine extends Machine {
  readonly recorder: Tape & NonNullable<Machine['recorder']>;
  /** The whole memory. */
  readonly state: Int32Array;
  /** Words of it that no task ever sees, as a range. */
  readonly hidden: readonly [from: number, to: number];
  /** Primitives that can fail do so, whatever the world says. */
  failing: boolean;
}

/** A set of tasks on a recorded machine, run from their start as often as somebody wants. */
export interface TapedStage {
  readonly machine: TapedMachine;
  /** Runs all tasks from the start. */
  run(strategy: Strategy): Execution;
  /** Tasks that no run waits for, as a mask. */
  readonly daemons: number;
  readonly tasks: number;
  /** Words that only this task uses, as ranges. */
  ownWords(task: number): readonly (readonly [from: number, to: number])[];
  /** Can the operation be made to fail where the world does not say so? */
  canFail(operation: Operation): boolean;
}
