import type { Coroutine, Operation } from './operation.ts';

/** A thread that takes part in a run, before it starts. */
export interface TaskSpec {
  readonly name: string;
  /** A run is over when every task that is no daemon has finished. */
  readonly daemon?: boolean;
  /** What the task does; its return value is dropped. */
  start(): Coroutine<unknown>;
}

/** A task of a running execution, as strategies see it. */
export interface Task {
  readonly id: number;
  readonly name: string;
  /** The operation that it performs when it is picked; null once it has finished. */
  readonly pending: Operation | null;
}

/** A task as the scheduler keeps it, used again for every run. */
export class RunningTask implements Task {
  readonly id: number;
  name = '';
  pending: Operation | null = null;
  coroutine: Coroutine<unknown> | null = null;

  constructor(id: number) {
    this.id = id;
  }
}

/** Tasks that one run can have: their set is one 32-bit mask. */
export const TASKS_MAX = 16;
