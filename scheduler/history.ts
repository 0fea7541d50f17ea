import type { Task } from './task.ts';

/** Operations that a task is taken to perform before one with its name was ever seen to end. */
const OPERATIONS_FIRST = 12;

/** Runs and operations of the tasks with one name. */
interface Seen {
  runs: number;
  operations: number;
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
  private readonly performed: number[] = [];

  /** A run begins with these tasks; the one before it is over. */
  begin(tasks: readonly Task[]): void {
    for (const [id, name] of this.names.entries()) {
      const seen = this.seen.get(name) ?? { runs: 0, operations: 0 };
      seen.runs += 1;
      seen.operations += this.performed[id]!;
      this.seen.set(name, seen);
    }
    this.names = tasks.map(({ name }) => name);
    this.performed.length = 0;
    for (const _ of tasks) this.performed.push(0);
  }

  /** This task of the run has been picked. */
  note(id: number): void {
    this.performed[id]! += 1;
  }

  /** Operations that this task is expected to have before it; at least one. */
  left(id: number): number {
    return Math.max(1, this.expected(id) - this.performed[id]!);
  }

  /** Operations that the whole run is expected to have. */
  steps(): number {
    return Math.round(this.names.reduce((sum, _, id) => sum + Math.max(1, this.expected(id)), 0));
  }

  private expected(id: number): number {
    const seen = this.seen.get(this.names[id]!);
    return seen ? seen.operations / seen.runs : OPERATIONS_FIRST;
  }
}
