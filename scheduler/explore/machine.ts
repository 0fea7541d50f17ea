import type { Execution } from '../execute.ts';
import type { Machine } from '../machine.ts';
import type { Strategy } from '../strategy.ts';

/** A machine whose every access is recorded, and whose state can be saved and restored. */
export interface RecordedMachine extends Machine {
  readonly recorder: RecorderView;
  /** Puts the whole state away, the length of the trace included, in a place with this number. */
  save(slot: number): void;
  restore(slot: number): void;
  /** A word of memory, and setting it: what a task's own code does. */
  see(address: number): number;
  change(address: number, value: number): void;
}

/** A set of tasks on a recorded machine, run from their start as often as somebody wants. */
export interface Stage {
  readonly machine: RecordedMachine;
  /** Runs all tasks from the start. */
  run(strategy: Strategy): Execution;
  /** Tasks that no run waits for, as a mask. */
  readonly daemons: number;
}

/** What an exploration wants to know of the machine. */
export interface RecorderView {
  paused: boolean;
  /** Why what tasks have done cannot be saved and restored; null if it can. */
  readonly refusal: string | null;
  /** What a task's own code did since `clear`: entries of `LOG_WORDS`. */
  readonly log: readonly number[];
  /** Two digests of the machine's state, beside the tasks' own. */
  readonly state: Int32Array;
  /** A transition begins. */
  clear(): void;
  /** The task's operation of this kind was answered so. */
  answered(task: number, code: number, reply: number): void;
  /** The task learns a value. */
  tell(task: number, value: number): void;
  /** A digest of all that a task has seen, of 53 bits. */
  knows(task: number): number;
}

/** What an entry of the log is: a look at the address, which found the value, or a setting. */
export const LOOK = 0;
export const SET = 1;
/** Numbers of an entry: what, address, value. */
export const LOG_WORDS = 3;
