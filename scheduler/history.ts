import { TASKS_MAX, type Task } from './task.ts';

/** Operations that a task is taken to perform before one with its name was ever seen to end. */
const OPERATIONS_FIRST = 12;
/** Runs after which the most of them may be taken for less than that. */
const RUNS_ENOUGH = 8;

/** Runs and operations of the tasks with one name. */
interface Seen {
  runs: number;
  operations: number;
  /** The most of one run. */
  most: number;
}

/**
 * How many operations tasks perform, by their names, as far as earlier runs have shown it.
 *
 * The strategies that need an estimate of a run's length tell it what they see, and are told what
 * the runs before have shown. It belongs to one series of runs, so a series can be repeated.
 */
export class History {
  private readonly seen = new Map<string, Seen>();
  private names: readonly string[] = [];
  /** Of the run that is going on, by task: what is expected, at most, and what was performed. */
  private readonly expected = new Float64Array(TASKS_MAX);
  private readonly most = new Int32Array(TASKS_MAX);
  private readonly performed = new Int32Array(TASKS_MAX);

  /** A run begins with these tasks; the one before it is over. */
  begin(tasks: readonly Task[]): void {
    for (const [id, name] of this.names.entries()) {
      const seen = this.seen.get(name) ?? { runs: 0, operations: 0, most: 0 };
      seen.runs += 1;
      seen.operations += this.performed[id]!;
      seen.most = Math.max(seen.most, this.performed[id]!);
      this.seen.set(name, seen);
    }
    this.names = tasks.map(({ name }) => name);
    this.performed.fill(0);
    for (const [id, name] of this.names.entries()) {
      const seen = this.seen.get(name);
      this.expected[id] = seen ? Math.max(1, seen.operations / seen.runs) : OPERATIONS_FIRST;
      const least = seen && seen.runs >= RUNS_ENOUGH ? 1 : OPERATIONS_FIRST;
      this.most[id] = Math.max(least, seen?.most ?? 0);
    }
  }

  /** This task of the run has been picked. */
  note(id: number): void {
    this.performed[id]! += 1;
  }

  /** Operations that this task is expected to have before it; at least one. */
  left(id: number): number {
    return Math.max(1, this.expected[id]! - this.performed[id]!);
  }

  /** Operations that the whole run is expected to have. */
  steps(): number {
    let steps = 0;
    for (let id = 0; id < this.names.length; id += 1) steps += this.expected[id]!;
    return Math.round(steps);
  }

  /** Operations that the whole run has if each task performs the most that was seen of it. */
  stepsMost(): number {
    let steps = 0;
    for (let id = 0; id < this.names.length; id += 1) steps += this.most[id]!;
    return steps;
  }

  /** Operations that the run had so far. */
  stepsDone(): number {
    let steps = 0;
    for (let id = 0; id < this.names.length; id += 1) steps += this.performed[id]!;
    return steps;
  }
}
