import type { Coroutine, Operation } from './operation.ts';
import { DIVERGED, lowest, type Strategy } from './strategy.ts';
import { TASKS_MAX, type Task, type TaskSpec } from './task.ts';
import type { Trace } from './trace.ts';

/** The simulated machine under the tasks, as far as the scheduler knows it. */
export interface Machine {
  readonly trace: Trace;
  /** The task whose code is running now, -1 while an operation is performed. */
  running: number;
  /** Keeps count of what is touched; `paused` while the scheduler looks who can run. */
  readonly recorder: { paused: boolean } | null;
}

/** How a run ended; a broken harness throws instead. */
export type Outcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'deadlocked'; readonly blocked: readonly number[] }
  | { readonly kind: 'step-bound-exceeded'; readonly task: number }
  | { readonly kind: 'crashed'; readonly task: number; readonly message: string }
  | { readonly kind: 'diverged'; readonly wanted: string; readonly found: string };

/** A finished run; its events are in the machine's trace. */
export interface Execution {
  readonly outcome: Outcome;
  /** Operations performed. */
  readonly steps: number;
  /** How often another task ran although the last one could have gone on. */
  readonly preemptions: number;
}

/** Thrown by the machine when a task did what ends the run at once; in a kernel, an oops. */
export class Crash extends Error {}

/** Thrown by the machine when a task's own code does not come to its next operation. */
export class Runaway extends Error {}

const crashed = (task: Task, error: Error): Outcome => ({
  kind: 'crashed',
  task: task.id,
  message: `${error.name}: ${error.message}`,
});

/** What all generators inherit; a look at the prototype of each would be slow at every step. */
const { next: resumeCoroutine }: Coroutine<unknown> = Object.getPrototypeOf(
  function* () {},
).prototype;

/** Limit of a run unless another is given: operations. */
export const STEPS_MAX = 4000;

class RunningTask implements Task {
  readonly id: number;
  name = '';
  pending: Operation | null = null;
  coroutine: Coroutine<unknown> | null = null;

  constructor(id: number) {
    this.id = id;
  }
}

/**
 * Runs tasks over one machine, one operation at a time, until all have finished or none can go on.
 *
 * The object is reused: every `run` starts from nothing but the machine's state.
 */
export class Scheduler {
  private readonly machine: Machine;
  private readonly stepsMax: number;
  private readonly tasks = Array.from({ length: TASKS_MAX }, (_, id) => new RunningTask(id));
  /** Tasks that have not finished; of these, the ones whose operation can block. */
  private alive = 0;
  private conditional = 0;

  constructor(machine: Machine, stepsMax = STEPS_MAX) {
    this.machine = machine;
    this.stepsMax = stepsMax;
  }

  run(specs: readonly TaskSpec[], strategy: Strategy): Execution {
    const { machine, tasks, stepsMax } = this;
    const { trace } = machine;
    const workers = this.start(specs);
    if (typeof workers !== 'number') return { outcome: workers, steps: 0, preemptions: 0 };
    strategy.begin(tasks.slice(0, specs.length));

    let current = -1;
    let preemptions = 0;
    /** Tasks that were seen blocked on their pending operation. */
    let waited = 0;
    while ((this.alive & workers) !== 0) {
      const enabled = this.enabled();
      const ended = (outcome: Outcome): Execution => ({ outcome, steps: trace.step, preemptions });
      if (enabled === 0) return ended({ kind: 'deadlocked', blocked: this.blocked() });
      if (trace.step >= stepsMax) return ended({ kind: 'step-bound-exceeded', task: current });
      waited |= this.alive & ~enabled;

      const id = strategy.next(enabled, current, trace.step);
      if (id === DIVERGED) return ended(this.divergence(strategy, enabled));
      const bit = 1 << id;
      if ((enabled & bit) === 0)
        throw new Error(`the strategy picked task ${id}, which cannot run`);
      if (id !== current && current >= 0 && (enabled & (1 << current)) !== 0) preemptions += 1;
      current = id;
      trace.offer(enabled);

      const task = tasks[id]!;
      const failure = this.step(task, (waited & bit) !== 0);
      waited &= ~bit;
      trace.step += 1;
      if (failure) return ended(failure);
    }
    return { outcome: { kind: 'completed' }, steps: trace.step, preemptions };
  }

  /** Brings every task to its first operation; the mask of those that are no daemons. */
  private start(specs: readonly TaskSpec[]): number | Outcome {
    if (specs.length > TASKS_MAX) {
      throw new RangeError(`a run has at most ${TASKS_MAX} tasks, not ${specs.length}`);
    }
    this.alive = 0;
    this.conditional = 0;
    let workers = 0;
    for (let id = 0; id < specs.length; id += 1) {
      const spec = specs[id]!;
      const task = this.tasks[id]!;
      task.name = spec.name;
      task.coroutine = spec.start();
      this.alive |= 1 << id;
      if (!spec.daemon) workers |= 1 << id;
      const failure = this.resume(task, 0);
      if (failure) return failure;
    }
    return workers;
  }

  /** The tasks that can perform their pending operation now. */
  private enabled(): number {
    const { recorder } = this.machine;
    if (recorder) recorder.paused = true;
    let enabled = this.alive & ~this.conditional;
    for (let rest = this.alive & this.conditional; rest !== 0; rest &= rest - 1) {
      const task = this.tasks[lowest(rest)]!;
      if (this.isEnabled(task)) enabled |= 1 << task.id;
    }
    if (recorder) recorder.paused = false;
    return enabled;
  }

  /** An operation that crashes when it is looked at can run: then it crashes the run. */
  private isEnabled({ id, pending }: RunningTask): boolean {
    try {
      return pending!.kind.enabled!(this.machine, id, pending!);
    } catch (error) {
      if (error instanceof Crash) return true;
      throw error;
    }
  }

  /** One step: the pending operation, then the task's own code up to its next one. */
  private step(task: RunningTask, waited: boolean): Outcome | undefined {
    let reply: number;
    try {
      reply = this.perform(task, waited);
    } catch (error) {
      if (error instanceof Crash) return crashed(task, error);
      throw error;
    }
    return this.resume(task, reply);
  }

  /** The only place where simulated state changes. */
  private perform(task: RunningTask, waited: boolean): number {
    const { machine } = this;
    const { trace } = machine;
    const operation = task.pending!;
    const { kind, object, a, b, c } = operation;
    const at = trace.length;
    trace.append(kind.code, task.id, object, a, b, c, 0, (trace.step << 1) | (waited ? 1 : 0));
    const reply = kind.perform(machine, task.id, operation);
    trace.words[at + 6] = reply;
    return reply;
  }

  /** Runs the task's own code up to its next operation. */
  private resume(task: RunningTask, reply: number): Outcome | undefined {
    const bit = 1 << task.id;
    this.machine.running = task.id;
    try {
      const next = resumeCoroutine.call(task.coroutine!, reply);
      if (next.done) {
        task.pending = null;
        this.alive &= ~bit;
      } else {
        task.pending = next.value;
        if (next.value.kind.enabled) this.conditional |= bit;
        else this.conditional &= ~bit;
      }
      return undefined;
    } catch (error) {
      if (error instanceof Runaway) return { kind: 'step-bound-exceeded', task: task.id };
      if (!(error instanceof Error)) throw error;
      return crashed(task, error);
    } finally {
      this.machine.running = -1;
    }
  }

  private blocked(): number[] {
    return this.tasks.filter((task) => (this.alive >> task.id) & 1).map((task) => task.id);
  }

  private divergence(strategy: Strategy, enabled: number): Outcome {
    const runnable = this.tasks.filter((task) => (enabled >> task.id) & 1);
    const found = runnable.map((task) => `${task.name} (${task.pending!.kind.name})`).join(', ');
    return { kind: 'diverged', wanted: strategy.wanted ?? 'another task', found };
  }
}
