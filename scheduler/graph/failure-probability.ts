import { type Execution, type Outcome, STEPS_MAX } from '../execute.ts';
import { Frame } from '../explore/frame.ts';
import type { RecordedMachine, Stage } from '../explore/machine.ts';
import { digestOfState, type Memory } from '../explore/states.ts';
import { Stepper } from '../explore/stepper.ts';
import { lowest } from '../task-set.ts';

/** What a run may come to; it follows the run and says whether that has happened. */
export interface Goal extends Memory {
  /** Everything begins. */
  begin(): void;
  /** Looks at what the trace has gained: is the goal met? Undefined until that is certain. */
  follow(): boolean | undefined;
  /** The run has come to its end without being certain before: is the goal met? */
  end(execution: Execution): boolean;
  save(slot: number): void;
  restore(slot: number): void;
}

/** How likely the goal is along one run, if the rest of it is left to chance. */
export interface ProbabilitiesAlong {
  /** Entry 0: before the first step; entry i + 1: after step i. Exactly 1 where nothing escapes. */
  readonly probabilities: readonly number[];
  /** Distinct states from which something was left to chance. */
  readonly states: number;
}

/** What is known of a state: its probability, and its longest way to the end. */
interface Solved {
  readonly probability: number;
  readonly longest: number;
}

/** Thrown where an exact answer would take too much, or there is none. */
class Unsolved extends Error {}

/** Steps of a run that is solved; deeper ones would take too much of the stack. */
const DEPTH_MAX = 1000;

/** The largest number below 1: what is nearly certain is not rounded to what is. */
const NEARLY = 1 - Number.EPSILON / 2;

/**
 * The probability that a run meets a goal if from some state on each step is a uniform choice among
 * the tasks that can run, by recursion over all states that can be reached: that of a state is
 * the mean of those of its successors.
 *
 * No order is left out: a reduction keeps one order of many, and so changes how likely things are.
 * Equal states have equal probabilities, so each is solved once. A state that can come back to
 * itself and a run that comes to the limit of steps are not solved.
 */
export class FailureProbability {
  private readonly machine: RecordedMachine;
  private readonly goal: Goal;
  private readonly stepper: Stepper;
  private readonly statesMax: number;
  private readonly frames: Frame[] = [];
  /** By digest of the state; undefined while it is being solved. */
  private readonly known = new Map<number, Solved | undefined>();

  /** Gives up beyond so many states. */
  constructor(stage: Stage, goal: Goal, statesMax: number) {
    this.machine = stage.machine;
    this.goal = goal;
    this.stepper = new Stepper(stage);
    this.statesMax = statesMax;
  }

  /** Along the run in which these tasks ran, step by step; undefined if it cannot be solved. */
  along(tasks: readonly number[]): ProbabilitiesAlong | undefined {
    const certain = this.start();
    if (certain !== undefined)
      return { probabilities: Array(tasks.length + 1).fill(certain), states: 0 };
    try {
      const probabilities = [this.solve(0).probability];
      this.goTo(0);
      for (const [step, task] of tasks.entries()) {
        this.frames[step]!.chosen = task;
        const probability = this.perform(step)?.probability ?? this.solve(step + 1).probability;
        // After the goal is met or missed nothing changes any more.
        probabilities.push(probability);
        if (probability === 0 || probability === 1) break;
        this.goTo(step + 1);
      }
      const rest = Array<number>(tasks.length + 1 - probabilities.length).fill(
        probabilities.at(-1)!,
      );
      return { probabilities: [...probabilities, ...rest], states: this.known.size };
    } catch (error) {
      if (error instanceof Unsolved) return undefined;
      throw error;
    }
  }

  /** The first state; the probability if it is certain before the first step. */
  private start(): number | undefined {
    const { machine, goal } = this;
    goal.begin();
    const begun = this.stepper.start();
    if ('kind' in begun) return this.ended(begun, 0).probability;
    this.frame(0).begin(begun);
    const met = goal.follow();
    machine.save(0);
    goal.save(0);
    return met === undefined ? undefined : Number(met);
  }

  /** The state at this step, in which the machine is. */
  private solve(step: number): Solved {
    const frame = this.frames[step]!;
    const ended = this.stepper.look(frame, step);
    if (ended?.kind === 'step-bound-exceeded') throw new Unsolved('a run is too long');
    if (ended) return this.ended(ended, step);
    const digest = digestOfState(this.machine.recorder.state, frame, this.goal);
    this.machine.save(step);
    this.goal.save(step);
    const solved = this.known.get(digest) ?? this.solveNew(digest, step);
    if (step + solved.longest >= STEPS_MAX) throw new Unsolved('a run may be too long');
    return solved;
  }

  /** A state for the first time: the mean over all choices. */
  private solveNew(digest: number, step: number): Solved {
    const { known } = this;
    if (known.has(digest)) throw new Unsolved('a state comes back to itself');
    if (known.size >= this.statesMax) throw new Unsolved('too many states');
    if (step >= DEPTH_MAX) throw new Unsolved('a run is too long');
    known.set(digest, undefined);
    let sum = 0;
    let choices = 0;
    let certain = 0;
    let longest = 0;
    for (let rest = this.frames[step]!.enabled; rest !== 0; rest &= rest - 1) {
      if (choices > 0) this.goTo(step);
      this.frames[step]!.chosen = lowest(rest);
      const next = this.perform(step) ?? this.solve(step + 1);
      sum += next.probability;
      choices += 1;
      if (next.probability === 1) certain += 1;
      longest = Math.max(longest, next.longest + 1);
    }
    const probability = certain === choices ? 1 : Math.min(sum / choices, NEARLY);
    const solved = { probability, longest };
    known.set(digest, solved);
    return solved;
  }

  /** Performs the chosen transition; undefined if the run goes on from there. */
  private perform(step: number): Solved | undefined {
    const frame = this.frames[step]!;
    const done = this.stepper.perform(this.frames, step);
    if ('kind' in done) {
      this.machine.trace.step = step + 1;
      return this.ended(done, step + 1);
    }
    this.frame(step + 1).follow(frame, frame.chosen, done.next);
    const met = this.goal.follow();
    return met === undefined ? undefined : { probability: Number(met), longest: 0 };
  }

  private ended(outcome: Outcome, steps: number): Solved {
    const met = this.goal.follow() ?? this.goal.end({ outcome, steps, preemptions: 0 });
    return { probability: Number(met), longest: 0 };
  }

  /** Brings back the state at this step of the path. */
  private goTo(step: number): void {
    this.machine.restore(step);
    this.goal.restore(step);
  }

  private frame(step: number): Frame {
    this.frames[step] ??= new Frame();
    const frame = this.frames[step];
    frame.reset();
    return frame;
  }
}
