import type { Execution } from '../execute.ts';
import { DIVERGED, type Strategy } from '../strategy.ts';
import type { Task } from '../task.ts';
import type { TapedStage } from './taped.ts';

/** A step of a path: which task runs, and whether its operation is made to fail. */
export interface PathStep {
  readonly task: number;
  readonly fails: boolean;
}

/** What a run along a path has shown. */
export interface PathEnd {
  readonly execution: Execution;
  /** What was done to memory in the last step. */
  readonly tape: readonly number[];
  /** Where in the trace the last step begins. */
  readonly from: number;
  /** Memory as the last step found it. */
  readonly before: Int32Array;
}

/** Runs the tasks from the start, along a path, and notes what its last step does. */
export class PathRun implements Strategy {
  /** As they were started for the last run. */
  tasks: readonly Task[] = [];
  private readonly stage: TapedStage;
  private path: readonly PathStep[] = [];
  private tape: readonly number[] = [];
  private from = 0;
  private readonly before: Int32Array;

  constructor(stage: TapedStage) {
    this.stage = stage;
    this.before = new Int32Array(stage.machine.state.length);
  }

  /** Takes these steps; none to see only where all tasks begin. */
  along(path: readonly PathStep[]): PathEnd {
    const { machine } = this.stage;
    const { recorder } = machine;
    this.path = path;
    this.tape = [];
    this.from = 0;
    recorder.tape = null;
    machine.failing = false;
    const execution = this.stage.run(this);
    this.stop();
    return { execution, tape: this.tape, from: this.from, before: this.before };
  }

  begin(tasks: readonly Task[]): void {
    this.tasks = tasks;
  }

  next(enabled: number, _current: number, step: number): number {
    const { machine } = this.stage;
    this.stop();
    const { path } = this;
    if (step >= path.length) return DIVERGED;
    const { task, fails } = path[step]!;
    if ((enabled & (1 << task)) === 0) return DIVERGED;
    machine.failing = fails;
    if (step === path.length - 1) {
      this.from = machine.trace.length;
      this.before.set(machine.state);
      machine.recorder.tape = [];
    }
    return task;
  }

  /** The last step is over. */
  private stop(): void {
    const { machine } = this.stage;
    machine.failing = false;
    const { tape } = machine.recorder;
    if (tape === null) return;
    this.tape = tape;
    machine.recorder.tape = null;
  }
}
