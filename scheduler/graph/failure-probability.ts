import { type Outcome, STEPS_MAX } from '../execute.ts';
import type { PathStep } from '../explore/path-run.ts';
import { PARTS_MAX, Rows } from '../explore/rows.ts';
import { ENDS, FAILS, type Steps } from '../explore/steps.ts';

/** How likely something is found along one run, if the rest of it is left to chance. */
export interface ProbabilitiesAlong {
  /** Entry 0: before the first step; entry i + 1: after step i. Exactly 1 where nothing escapes. */
  readonly probabilities: readonly number[];
  /** Distinct states from which something was left to chance. */
  readonly states: number;
}

/** Mark of a step at which its task may come back to memory as it was at its last such step. */
export const LAP = 2;
/** What is found in a step with this mark too counts only if its task alone has come back so. */
export const IF_BACK = 4;

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

/** More than there are numbers of states. */
const NUMBERS = 2 ** 24;

/** Private parts that the steps from one state may add. */
const PARTS_LEFT = 64;

/** No task has come by a step with `LAP` and acted alone since. */
const NOWHERE = 0;

/**
 * The probability that the judge of the steps finds something, which ends the run, if from some
 * state on each step is a uniform choice among the tasks that can run. It is solved by recursion
 * over all states that can be reached: that of a state is the mean of those of its successors.
 *
 * Equal states have equal probabilities, so each is solved once. A state that can come back to
 * itself and a run that comes to the limit of steps are not solved.
 */
export class FailureProbability {
  private readonly steps: Steps;
  private readonly statesMax: number;
  private readonly numbers: Rows;
  /** By number of the state and of the lap; undefined while it is being solved. */
  private readonly known = new Map<number, Solved | undefined>();
  /** The steps to here; the state and the lap after so many of them. */
  private readonly path: PathStep[] = [];
  private readonly rows: Int32Array[] = [];
  private readonly laps: number[] = [];
  private readonly choices: Int32Array[] = [];

  /** Gives up beyond so many states. */
  constructor(steps: Steps, statesMax: number) {
    this.steps = steps;
    this.statesMax = statesMax;
    this.numbers = new Rows(steps.tasks);
  }

  /** Along the run in which these tasks ran, step by step; undefined if it cannot be solved. */
  along(tasks: readonly number[]): ProbabilitiesAlong | undefined {
    const { steps, path } = this;
    steps.pathHere = () => path;
    const row = this.rowAt(0);
    row.set(steps.first);
    if (steps.begun) {
      const { probability } = this.ended(row, steps.begun);
      return { probabilities: Array(tasks.length + 1).fill(probability), states: 0 };
    }
    steps.wait(row);
    this.laps[0] = NOWHERE;
    try {
      const probabilities = [this.solve(0).probability];
      for (const [depth, task] of tasks.entries()) {
        const probability =
          this.take(depth, task)?.probability ?? this.solve(depth + 1).probability;
        // After it is found or missed nothing changes any more.
        probabilities.push(probability);
        if (probability === 0 || probability === 1) break;
      }
      const rest = Array<number>(tasks.length + 1 - probabilities.length);
      rest.fill(probabilities.at(-1)!);
      return { probabilities: [...probabilities, ...rest], states: this.known.size };
    } catch (error) {
      if (error instanceof Unsolved) return undefined;
      throw error;
    }
  }

  /** The state after so many steps of the path. */
  private solve(depth: number): Solved {
    const { steps, known } = this;
    const row = this.rowAt(depth);
    const enabled = steps.choices(row, this.choicesAt(depth));
    if (enabled === 0) return this.ended(row, steps.outcome(row));
    const key = this.laps[depth]! * NUMBERS + this.numbers.numberOf(row, -1, 0);
    const solved = known.get(key) ?? this.solveNew(key, depth);
    if (depth + solved.longest >= STEPS_MAX) throw new Unsolved('a run may be too long');
    return solved;
  }

  /** A state for the first time: the mean over all choices. */
  private solveNew(key: number, depth: number): Solved {
    const { known } = this;
    if (known.has(key)) throw new Unsolved('a state comes back to itself');
    const isFull = this.steps.partsMax >= PARTS_MAX - PARTS_LEFT;
    if (known.size >= this.statesMax || isFull) throw new Unsolved('too many states');
    if (depth >= DEPTH_MAX) throw new Unsolved('a run is too long');
    known.set(key, undefined);
    const choices = this.choicesAt(depth);
    let sum = 0;
    let count = 0;
    let certain = 0;
    let longest = 0;
    for (let task = 0; task < choices.length; task += 1) {
      if (choices[task]! < 0) continue;
      const next = this.take(depth, task) ?? this.solve(depth + 1);
      this.path.length = depth;
      sum += next.probability;
      count += 1;
      if (next.probability === 1) certain += 1;
      longest = Math.max(longest, next.longest + 1);
    }
    const probability = certain === count ? 1 : Math.min(sum / count, NEARLY);
    const solved = { probability, longest };
    known.set(key, solved);
    return solved;
  }

  /** The step of this task; undefined if the run goes on from there. */
  private take(depth: number, task: number): Solved | undefined {
    const { steps, path } = this;
    const row = this.rowAt(depth);
    const step = this.choicesAt(depth)[task]!;
    if (step < 0) throw new Unsolved('a task cannot run');
    const follows = steps.follows.words[step]!;
    const lap = this.lapAfter(task, step, this.laps[depth]!);
    const isBack = lap === this.laps[depth];
    const isDecided = (steps.marks(step) & IF_BACK) !== 0 ? isBack : (follows & ENDS) !== 0;
    if (isDecided) return { probability: Number(steps.found(step).length > 0), longest: 0 };
    const next = this.rowAt(depth + 1);
    next.set(row);
    path.length = depth;
    path.push({ task, fails: false });
    this.laps[depth + 1] = lap;
    if ((follows & FAILS) === 0) {
      steps.take(task, step, next);
      return undefined;
    }
    next[0] = steps.shared.words[step]!;
    next[1 + task] = steps.own.words[step]!;
    return this.ended(next, steps.failure(step));
  }

  /** Whose lap it is after a step, and what memory was like when it began. */
  private lapAfter(task: number, step: number, lap: number): number {
    const { steps } = this;
    if ((steps.marks(step) & LAP) !== 0) {
      return 1 + task + steps.tasks * steps.memoryOf(steps.shared.words[step]!);
    }
    return lap !== NOWHERE && (lap - 1) % steps.tasks === task ? lap : NOWHERE;
  }

  private ended(row: Int32Array, outcome: Outcome): Solved {
    return { probability: Number(this.steps.foundAtEnd(row, outcome).length > 0), longest: 0 };
  }

  private rowAt(depth: number): Int32Array {
    this.rows[depth] ??= new Int32Array(1 + this.steps.tasks);
    return this.rows[depth];
  }

  private choicesAt(depth: number): Int32Array {
    this.choices[depth] ??= new Int32Array(this.steps.tasks);
    return this.choices[depth];
  }
}
