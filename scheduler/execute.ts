import { Crash, type Machine, Runaway, type Shortcut, Unjudgeable } from './machine.ts';
import type { Coroutine, Operation } from './operation.ts';
import { DIVERGED, type Strategy } from './strategy.ts';
import { RunningTask, TASKS_MAX, type Task, type TaskSpec } from './task.ts';
import { lowest } from './task-set.ts';
import { isError, wordsOf } from './thrown.ts';

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

const crashed = (task: Task, thrown: unknown): Outcome => ({
  kind: 'crashed',
  task: task.id,
  message: wordsOf(thrown),
});

/** What all generators inherit; a look at the prototype of each would be slow at every step. */
const { next: resumeCoroutine }: Coroutine<unknown> = Object.getPrototypeOf(
  function* () {},
).prototype;

/** Limit of a run unless another is given: operations. */
export const STEPS_MAX = 4000;

/**
 * Runs tasks over one machine, one operation at a time, until all have finished or none can go on.
 *
 * The object is reused: every `run` starts from nothing but the machine's state.
 */
export class Scheduler implements Shortcut {
  private readonly machine: Machine;
  private readonly stepsMax: number;
  private readonly tasks = Array.from({ length: TASKS_MAX }, (_, id) => new RunningTask(id));
  private strategy!: Strategy;
  /** Tasks that have not finished; of these, the ones whose operation can block. */
  private alive = 0;
  private conditional = 0;
  /** Tasks that were seen blocked on their pending operation. */
  private waited = 0;
  /** The task that was picked last, -1 at the start. */
  private current = -1;
  private preemptions = 0;
  /** Whether the next step is somebody's already; it is nobody's to take before the first. */
  private decided = true;
  /** What ends the run, once that is known. */
  private outcome: Outcome | undefined;

  constructor(machine: Machine, stepsMax = STEPS_MAX) {
    this.machine = machine;
    this.stepsMax = stepsMax;
  }

  run(specs: readonly TaskSpec[], strategy: Strategy): Execution {
    const { trace } = this.machine;
    const workers = this.start(specs);
    if (!this.outcome) strategy.begin(this.tasks.slice(0, specs.length));
    this.strategy = strategy;
    this.decided = false;
    while (!this.outcome && (this.alive & workers) !== 0) {
      if (!this.decided) this.decide();
      if (!this.outcome) this.step(this.tasks[this.current]!);
    }
    const outcome = this.outcome ?? { kind: 'completed' };
    return { outcome, steps: trace.step, preemptions: this.preemptions };
  }

  /** A step that its task takes by itself, while the loop waits for it to come back. */
  goOn(operation: Operation): number | undefined {
    const { machine } = this;
    const { running } = machine;
    // A task that is only being started has to wait for the others.
    if (this.decided) return undefined;
    const task = this.tasks[running]!;
    machine.running = -1;
    this.suspend(task, operation);
    machine.trace.step += 1;
    this.decide();
    const reply = this.outcome || this.current !== running ? undefined : this.perform(task);
    machine.running = running;
    return reply;
  }

  /** Brings every task to its first operation; the mask of those that are no daemons. */
  private start(specs: readonly TaskSpec[]): number {
    if (specs.length > TASKS_MAX) {
      throw new RangeError(`a run has at most ${TASKS_MAX} tasks, not ${specs.length}`);
    }
    this.machine.shortcut = this;
    this.alive = 0;
    this.conditional = 0;
    this.waited = 0;
    this.current = -1;
    this.preemptions = 0;
    this.decided = true;
    this.outcome = undefined;
    let workers = 0;
    for (let id = 0; id < specs.length && !this.outcome; id += 1) {
      const spec = specs[id]!;
      const task = this.tasks[id]!;
      task.name = spec.name;
      task.coroutine = spec.start();
      this.alive |= 1 << id;
      if (!spec.daemon) workers |= 1 << id;
      this.resume(task, 0);
    }
    return workers;
  }

  /** Picks who performs the next operation, or sees that the run ends here. */
  private decide(): void {
    const { trace } = this.machine;
    const { current } = this;
    this.decided = true;
    const enabled = this.enabled();
    if (enabled === 0) {
      this.outcome = { kind: 'deadlocked', blocked: this.blocked() };
      return;
    }
    if (trace.step >= this.stepsMax) {
      this.outcome = { kind: 'step-bound-exceeded', task: current };
      return;
    }
    this.waited |= this.alive & ~enabled;
    const id = this.strategy.next(enabled, current, trace.step);
    if (id === DIVERGED) {
      this.outcome = this.divergence(enabled);
      return;
    }
    if ((enabled & (1 << id)) === 0) {
      throw new Error(`the strategy picked task ${id}, which cannot run`);
    }
    if (id !== current && current >= 0 && (enabled & (1 << current)) !== 0) this.preemptions += 1;
    this.current = id;
    trace.offer(enabled);
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

  /** One step: the pending operation, then the task's own code up to where it gives up control. */
  private step(task: RunningTask): void {
    let reply: number;
    try {
      reply = this.perform(task);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.outcome = crashed(task, error);
      this.machine.trace.step += 1;
      return;
    }
    this.resume(task, reply);
    // Who had the next step decided by `goOn` has counted this one there.
    if (!this.decided) this.machine.trace.step += 1;
  }

  /** The only place where simulated state changes. */
  private perform(task: RunningTask): number {
    const { machine } = this;
    const { trace } = machine;
    const operation = task.pending!;
    const { kind, object, a, b, c } = operation;
    const at = trace.length;
    const waited = (this.waited >> task.id) & 1;
    this.waited &= ~(1 << task.id);
    this.decided = false;
    trace.append(kind.code, task.id, object, a, b, c, 0, (trace.step << 1) | waited);
    const reply = kind.perform(machine, task.id, operation);
    trace.words[at + 6] = reply;
    if (machine.recorder !== null) machine.recorder.answered(task.id, kind.code, reply);
    return reply;
  }

  /** Runs the task's own code up to its next operation that it does not perform at once. */
  private resume(task: RunningTask, reply: number): void {
    const { machine } = this;
    machine.running = task.id;
    try {
      const next = resumeCoroutine.call(task.coroutine!, reply);
      if (next.done) {
        task.pending = null;
        this.alive &= ~(1 << task.id);
      } else this.suspend(task, next.value);
    } catch (error) {
      this.outcome = this.failure(task, error);
    } finally {
      machine.running = -1;
    }
  }

  /** Notes what the task is about to do. */
  private suspend(task: RunningTask, operation: Operation): void {
    task.pending = operation;
    if (operation.kind.enabled) this.conditional |= 1 << task.id;
    else this.conditional &= ~(1 << task.id);
  }

  /** What it means that a task's code has thrown, or the scheduler inside it. */
  private failure(task: RunningTask, error: unknown): Outcome {
    const inTask = this.machine.running === task.id;
    if (!isError(error)) {
      if (!inTask) throw error;
      return crashed(task, error);
    }
    if (error instanceof Unjudgeable) throw error;
    if (!(inTask || error instanceof Crash)) throw error;
    if (error instanceof Runaway) return { kind: 'step-bound-exceeded', task: task.id };
    return crashed(task, error);
  }

  private blocked(): number[] {
    return this.tasks.filter((task) => (this.alive >> task.id) & 1).map((task) => task.id);
  }

  private divergence(enabled: number): Outcome {
    const runnable = this.tasks.filter((task) => (enabled >> task.id) & 1);
    const found = runnable.map((task) => `${task.name} (${task.pending!.kind.name})`).join(', ');
    return { kind: 'diverged', wanted: this.strategy.wanted ?? 'another task', found };
  }
}
