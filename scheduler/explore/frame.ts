import type { LocalState } from './unfolding.ts';

/** One state on the path that is being followed. */
export class Frame {
  /** By task: where it stands in its code. */
  readonly locals: LocalState[] = [];
  /** The task whose transition led here; -1 for none. */
  came = -1;
  /** Tasks that had not finished here; that could run; that were seen blocked on what they want. */
  alive = 0;
  enabled = 0;
  waited = 0;
  /** The task that was chosen last. */
  chosen = -1;
  /** Choices that have to be explored. */
  todo = 0;
  /** Number of the state; -1 for none. */
  entry = -1;

  /** The first state: every task stands here in its code. */
  begin(locals: readonly LocalState[]): void {
    this.locals.splice(0, this.locals.length, ...locals);
  }

  /** The state to which a transition of this task leads, which stands there in its code then. */
  follow(from: Frame, task: number, local: LocalState): void {
    for (let each = 0; each < from.locals.length; each += 1) this.locals[each] = from.locals[each]!;
    this.locals[task] = local;
    this.came = task;
    // What was seen blocked stays so until it runs.
    this.waited = from.waited & ~(1 << task);
  }

  /** A new state. */
  reset(): void {
    this.came = -1;
    this.alive = 0;
    this.enabled = 0;
    this.waited = 0;
    this.chosen = -1;
    this.todo = 0;
    this.entry = -1;
  }
}
