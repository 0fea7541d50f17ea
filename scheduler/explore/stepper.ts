import { type Outcome, STEPS_MAX } from '../execute.ts';
import { Crash } from '../machine.ts';
import type { Operation } from '../operation.ts';
import { FIELD } from '../trace.ts';
import type { Frame } from './frame.ts';
import type { RecordedMachine, Stage } from './machine.ts';
import { Rerun } from './rerun.ts';
import { type LocalState, replayEvents, retrace, type Stretch } from './unfolding.ts';

/**
 * Performs single transitions on the machine: an operation, then the task's own code up to its next
 * one, as it is known or by running it for the first time.
 */
export class Stepper {
  /** Steps that were taken again, to come to where a task's code had to be really run. */
  replayed = 0;
  private readonly machine: RecordedMachine;
  private readonly rerun: Rerun;
  /** Tasks that a run waits for. */
  private readonly workers: number;

  constructor({ machine, run, daemons }: Stage) {
    this.machine = machine;
    this.rerun = new Rerun(machine, run);
    this.workers = ~daemons;
  }

  /** Where every task stands at first; an outcome if one of them does not get there. */
  start(): LocalState[] | Outcome {
    return this.rerun.start();
  }

  /** Performs what the last of these frames has chosen; what came of it, or how the run ended. */
  perform(frames: readonly Frame[], step: number): Stretch | Outcome {
    const { machine } = this;
    const { trace } = machine;
    const { chosen, enabled, waited, locals } = frames[step]!;
    const operation = locals[chosen]!.pending!;
    const { kind, object, a, b, c } = operation;
    machine.recorder.clear();
    trace.step = step;
    trace.offer(enabled);
    const began = trace.length;
    trace.append(kind.code, chosen, object, a, b, c, 0, (step << 1) | ((waited >> chosen) & 1));
    let answer: number;
    try {
      answer = kind.perform(machine, chosen, operation);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      return { kind: 'crashed', task: chosen, message: `${error.name}: ${error.message}` };
    }
    trace.words[began + FIELD.reply] = answer;
    const stretch = this.resume(frames, step, { answer, performed: trace.length });
    trace.step = step + 1;
    return stretch.failure ?? stretch;
  }

  private resume(
    frames: readonly Frame[],
    step: number,
    at: { answer: number; performed: number },
  ): Stretch {
    const { machine } = this;
    const { chosen, locals } = frames[step]!;
    machine.running = chosen;
    const known = retrace(machine, locals[chosen]!.after(at.answer));
    machine.running = -1;
    if (known) {
      replayEvents(machine, known);
      return known;
    }
    this.replayed += step;
    return this.rerun.learn(frames, step, at);
  }

  /**
   * Sees who is alive and who can run in the state of this step, and notes it in its frame; how the
   * run ends there, if it does. Nobody takes note of the look.
   */
  look(frame: Frame, step: number): Outcome | null {
    const { recorder } = this.machine;
    const { locals } = frame;
    let alive = 0;
    let enabled = 0;
    recorder.paused = true;
    for (let task = 0; task < locals.length; task += 1) {
      const { pending } = locals[task]!;
      if (!pending) continue;
      alive |= 1 << task;
      if (this.isEnabled(task, pending)) enabled |= 1 << task;
    }
    recorder.paused = false;
    frame.alive = alive;
    frame.enabled = enabled;
    frame.waited |= alive & ~enabled;
    if ((alive & this.workers) === 0) return { kind: 'completed' };
    if (enabled === 0) {
      const blocked = locals.flatMap(({ pending }, task) => (pending ? [task] : []));
      return { kind: 'deadlocked', blocked };
    }
    return step < STEPS_MAX ? null : { kind: 'step-bound-exceeded', task: frame.came };
  }

  /** An operation that crashes when it is looked at can run: then it crashes the run. */
  private isEnabled(task: number, operation: Operation): boolean {
    try {
      return operation.kind.enabled?.(this.machine, task, operation) ?? true;
    } catch (error) {
      if (error instanceof Crash) return true;
      throw error;
    }
  }
}
