/**
 * How likely the law still breaks, step by step, if from there on chance decides who goes on: each
 * step a uniform choice among the tasks that can run.
 */
export interface Continuations {
  /** `exact`: solved over all states; `estimated`: counted in random runs. */
  readonly known: 'exact' | 'estimated';
  /** Distinct states that were solved, or random runs from each step. */
  readonly over: number;
  /** Entry 0: before the first step; entry i + 1: after step i of the shrunk run. */
  readonly shares: readonly number[];
  /** Of estimates: where each share lies, with 95 % confidence. */
  readonly intervals?: readonly (readonly [low: number, high: number])[];
  /** The step after which every continuation fails; null if every schedule of the world does. */
  readonly noReturn: number | null;
  /** The step with the largest rise; null as above. */
  readonly wrong: number | null;
}
