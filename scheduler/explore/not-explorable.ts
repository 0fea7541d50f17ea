import type { Difference } from '../determinism.ts';

/** Thrown when tasks keep something where the machine does not see it. */
export class NotExplorable extends Error {}

/** Thrown when the same choices did not lead to the same run: such tasks cannot be explored. */
export class NotDeterministic extends Error {
  readonly difference: Difference;

  constructor(difference: Difference) {
    super('a task did not do the same again');
    this.difference = difference;
  }
}
