import { TASKS_MAX } from '../task.ts';
import { FOOTPRINT_WORDS, type Footprints } from './footprint.ts';
import { LOOP_WORDS } from './loops.ts';
import type { LocalState } from './unfolding.ts';

/** One state on the path that is being explored, and what has been tried from it. */
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
  /** Choices that have been explored, and those that have to be. */
  done = 0;
  todo = 0;
  /** Tasks whose next transition was explored elsewhere, and nothing has happened to it since. */
  sleep = 0;
  /** Preemptions that a path may still have from here; for bounded searches. */
  budget = 0;
  /** Where the state's entry stands in the table of states; -1 for nowhere. */
  entry = -1;
  /** By task: its next transition here, for those explored or asleep. */
  readonly next: Footprints = new Int32Array(TASKS_MAX * FOOTPRINT_WORDS);
  /** By task: everything that it does in what has been explored from here. */
  readonly later: Footprints = new Int32Array(TASKS_MAX * FOOTPRINT_WORDS);
  /** By task: how many steps of the path up to the last one that happened before the chosen one. */
  readonly clock = new Int32Array(TASKS_MAX);
  /** By task: whether it may be going round in a loop. */
  readonly loops = new Int32Array(TASKS_MAX * LOOP_WORDS);
  /** By task: what was counted on the way here, and at most from here on. */
  readonly gains = new Uint8Array(TASKS_MAX);
  readonly most = new Uint8Array(TASKS_MAX);
  /** By task: its last step before this one, -1 for none. */
  readonly last = new Int32Array(TASKS_MAX);

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
    this.loops.set(from.loops);
  }

  /** A new state. */
  reset(): void {
    this.came = -1;
    this.alive = 0;
    this.enabled = 0;
    this.waited = 0;
    this.chosen = -1;
    this.done = 0;
    this.todo = 0;
    this.sleep = 0;
    this.budget = 0;
    this.entry = -1;
    this.later.fill(0);
    this.most.fill(0);
  }
}

/** Where a task's footprint stands among those of a frame. */
export const ofTask = (task: number): number => task * FOOTPRINT_WORDS;
