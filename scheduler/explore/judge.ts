import type { Outcome } from '../execute.ts';
import type { Operation } from '../operation.ts';

/** What a judge knows before the first step, by numbers that only the judge understands. */
export interface Knowledge {
  /** What is known of everything that tasks share. */
  readonly shared: number;
  /** What is known of each task alone. */
  readonly own: readonly number[];
}

/** A step as it is judged. */
export interface JudgedStep {
  readonly task: number;
  /** Its events; the last word of each is 0, or 1 for an operation that had to wait. */
  readonly events: Int32Array;
}

/** What a judge says of a step. */
export interface Verdict {
  /** What is known afterwards. */
  readonly shared: number;
  readonly own: number;
  /** Nothing that follows matters. */
  readonly ends: boolean;
  /** What was found, if it is news: names that only the judge understands. */
  readonly found: readonly string[];
  /** What else is worth knowing of the step, as bits that only the judge understands. */
  readonly marks: number;
}

/** The bit of a step at which its task's code begins anew. */
export const BEGINS_ANEW = 1;

/**
 * Who judges steps. What it says of a step depends on what it knows of what tasks share, on what it
 * knows of the task that acts, and on the step: so each such three are judged once.
 */
export interface Judge {
  /** Everything begins; these events came before the first step. */
  begin(tasks: number, events: Int32Array): Knowledge;
  judge(step: JudgedStep, shared: number, own: number): Verdict;
  /** What is found when the run ends so. */
  end(knowledge: Knowledge, outcome: Outcome): readonly string[];
  /** What is certain if the run never ends and nothing more is found. */
  endless(shared: number): readonly string[];
  /** Does it make a difference whether the task had to wait for this operation? */
  mindsWaiting(task: number, own: number, operation: Operation): boolean;
}
