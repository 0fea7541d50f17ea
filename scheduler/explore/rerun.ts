import { differs } from '../determinism.ts';
import type { Execution, Outcome } from '../execute.ts';
import { DIVERGED, type Strategy } from '../strategy.ts';
import type { Task } from '../task.ts';
import { FIELD } from '../trace.ts';
import type { Frame } from './frame.ts';
import type { RecordedMachine } from './machine.ts';
import { NotDeterministic, NotExplorable } from './not-explorable.ts';
import { LocalState, learn, type Stretch } from './unfolding.ts';

/**
 * Runs the tasks again from the start, along the path, to see what a task's code does next.
 */
export class Rerun implements Strategy {
  private readonly machine: RecordedMachine;
  private readonly run: (strategy: Strategy) => Execution;
  private tasks: readonly Task[] = [];
  private frames: readonly Frame[] = [];
  /** The step whose transition is to be learned; -1 for none. */
  private target = -1;
  /** Where the event of the last operation stands, until its task knows the answer; -1. */
  private event = -1;
  /** By task: its states, by what it knows. */
  private readonly known: Map<number, LocalState>[] = [];
  private ids = 0;

  constructor(machine: RecordedMachine, run: (strategy: Strategy) => Execution) {
    this.machine = machine;
    this.run = run;
  }

  /** Where every task stands at first; an outcome if one of them does not get there. */
  start(): LocalState[] | Outcome {
    this.target = -1;
    this.tasks = [];
    const { outcome } = this.run(this);
    if (outcome.kind === 'crashed' || outcome.kind === 'step-bound-exceeded') return outcome;
    return this.tasks.map((task) => this.stateOf(task));
  }

  begin(tasks: readonly Task[]): void {
    this.tasks = tasks;
    this.event = -1;
  }

  next(enabled: number, _current: number, step: number): number {
    this.tellAnswer();
    if (step > this.target) return DIVERGED;
    const { trace, recorder } = this.machine;
    if (step === this.target) recorder.clear();
    this.event = trace.length;
    const { chosen } = this.frames[step]!;
    return (enabled & (1 << chosen)) === 0 ? DIVERGED : chosen;
  }

  /**
   * What the task chosen at this step does when its operation has been answered so; the machine is
   * then as after the step. `performed` is the length of the trace when the operation was performed:
   * so far, all that was done must be done again.
   */
  learn(
    frames: readonly Frame[],
    step: number,
    { answer, performed }: { answer: number; performed: number },
  ): Stretch {
    const { machine } = this;
    const { trace } = machine;
    this.frames = frames;
    this.target = step;
    const before = trace.copy();
    const execution = this.run(this);
    this.tellAnswer();
    if (machine.recorder.refusal !== null) throw new NotExplorable(machine.recorder.refusal);
    const { chosen, locals } = frames[step]!;
    const difference = differs(
      () => before,
      () => trace.copy(performed),
    );
    if (difference) throw new NotDeterministic(difference);
    const { outcome } = execution;
    const failed = outcome.kind === 'crashed' || outcome.kind === 'step-bound-exceeded';
    const stretch: Stretch = {
      events: trace.words.slice(performed, trace.length),
      next: failed ? locals[chosen]! : this.stateOf(this.tasks[chosen]!),
      failure: failed ? outcome : undefined,
    };
    learn(locals[chosen]!, answer, machine.recorder.log, stretch);
    return stretch;
  }

  private tellAnswer(): void {
    const { event } = this;
    if (event < 0) return;
    this.event = -1;
    const { trace, recorder } = this.machine;
    const task = trace.words[event + FIELD.task]!;
    recorder.tell(task, trace.words[event + FIELD.code]!);
    recorder.tell(task, trace.words[event + FIELD.reply]!);
  }

  private stateOf({ id, pending }: Task): LocalState {
    this.known[id] ??= new Map();
    const knows = pending === null ? -1 : this.machine.recorder.knows(id);
    const state = this.known[id].get(knows) ?? new LocalState(this.ids, pending);
    if (!this.known[id].has(knows)) this.ids += 1;
    this.known[id].set(knows, state);
    return state;
  }
}
