import type { Outcome } from '../execute.ts';
import type { LoneLoop } from './lone-loops.ts';
import type { PathStep } from './path-run.ts';
import { Rows } from './rows.ts';
import type { Visited } from './search.ts';
import { ENDS, FAILS, type Steps } from './steps.ts';

/** The run with the fewest preemptions in which something is found. */
export interface FewestRun {
  readonly preemptions: number;
  readonly tasks: readonly number[];
  /** Everything with fewer preemptions was visited, and it is not found there. */
  readonly proven: boolean;
}

/** A loop of a task alone, and what is found where it begins. */
export interface FoundLoop extends LoneLoop {
  readonly found: readonly string[];
}

/** What is looked for. */
export interface Wanted {
  /** Names of what steps and ends of runs show; all that there is if nothing is said. */
  readonly found?: ReadonlySet<string>;
  /** Loops of a task alone, with what is found where one begins. */
  readonly loops: readonly FoundLoop[];
  /** Preemptions that a run may have; any number if nothing is said. */
  readonly preemptionsMax?: number;
  /** Asked now and then: whether to stop. */
  stop(visited: Visited): boolean;
}

/** Rounds of a loop that a run shows: to where it is known that nothing changes any more. */
const ROUNDS = 3;

/** The tasks of the steps of a run that goes round. */
export const roundsOf = ({ task, steps }: LoneLoop): readonly number[] =>
  Array<number>(ROUNDS * steps.length).fill(task);

/** States between two questions whether to stop. */
const STOP_EVERY = 32;

/**
 * Looks for all of it in one search: breadth first by preemptions, where a step that preempts
 * nobody costs nothing (a 0-1 breadth-first search; Dial, CACM 1969).
 */
export class FewestSearch {
  transitions = 0;
  /** Steps after which nothing matters; how runs ended, by kind. */
  cut = 0;
  readonly outcomes: Record<string, number> = {};
  /** Everything was visited that may be. */
  all = false;
  /** Steps of the longest run that was gone. */
  deepest = 0;
  private expanded = 0;
  private depth = new Int32Array(4096);
  private readonly steps: Steps;
  private readonly wanted: Wanted;
  private readonly rows: Rows;
  /** Points are states with the task that ran last: `state * width + 1 + task`. */
  private readonly width: number;
  private cost = new Int32Array(4096).fill(-1);
  private from = new Int32Array(4096).fill(-1);
  private done = new Uint8Array(4096);
  private now: number[] = [];
  private later: number[] = [];
  private level = 0;
  private here = 0;
  private last: PathStep | undefined;
  private readonly row: Int32Array;
  private readonly next: Int32Array;
  private readonly choices: Int32Array;
  private readonly loops = new Map<string, FoundLoop>();
  private readonly best = new Map<string, { preemptions: number; tasks: readonly number[] }>();
  private readonly left: ReadonlySet<string> | undefined;

  constructor(steps: Steps, wanted: Wanted) {
    this.steps = steps;
    this.wanted = wanted;
    this.rows = new Rows(steps.tasks);
    this.width = 1 + steps.tasks;
    this.row = new Int32Array(this.width);
    this.next = new Int32Array(this.width);
    this.choices = new Int32Array(steps.tasks);
    this.left = wanted.found;
    for (const loop of wanted.loops) {
      for (const step of loop.steps) {
        const key = `${loop.task} ${steps.shared.words[step]} ${steps.own.words[step]}`;
        this.loops.set(key, loop);
      }
    }
  }

  run(): Map<string, FewestRun> {
    const { steps, row } = this;
    steps.pathHere = () => {
      const path = this.pathTo(this.here).map((task) => ({ task, fails: false }));
      return this.last ? [...path, this.last] : path;
    };
    row.set(steps.first);
    if (steps.begun) this.end(row, steps.begun, undefined);
    else {
      steps.wait(row);
      this.reach(row, 0, -1, 0);
    }
    this.all = this.search();
    const runs = new Map<string, FewestRun>();
    for (const [name, best] of this.best) {
      if (this.left && !this.left.has(name)) continue;
      runs.set(name, { ...best, proven: this.all || best.preemptions <= this.level });
    }
    return runs;
  }

  /** How far it has come. */
  get visited(): Visited {
    const { rows, expanded, transitions } = this;
    return { states: rows.count, expanded, transitions, failures: 0 };
  }

  /** Names of all that was found so far. */
  get found(): Pick<ReadonlyMap<string, unknown>, 'has' | 'size'> {
    return this.best;
  }

  /** Bytes that the states take. */
  get bytes(): number {
    return this.rows.bytes;
  }

  /** True if nothing is left that could be found with fewer preemptions. */
  private search(): boolean {
    for (;;) {
      if (this.now.length === 0) {
        if (this.later.length === 0 || this.isDone()) return true;
        if (this.level === this.wanted.preemptionsMax) return true;
        [this.now, this.later] = [this.later, this.now];
        this.level += 1;
      }
      if (this.expanded % STOP_EVERY === STOP_EVERY - 1 && this.wanted.stop(this.visited)) {
        return false;
      }
      this.expanded += 1;
      const point = this.now.pop()!;
      if (this.done[point] !== 0 || this.cost[point] !== this.level) continue;
      this.done[point] = 1;
      this.expand(point);
    }
  }

  /** All are found with so few preemptions that nothing to come has fewer. */
  private isDone(): boolean {
    return this.left !== undefined && [...this.left].every((name) => this.best.has(name));
  }

  private expand(point: number): void {
    const { steps, rows, row, choices, width } = this;
    const state = Math.floor(point / width);
    const current = (point % width) - 1;
    this.here = point;
    rows.load(state, row);
    const enabled = steps.choices(row, choices);
    if (enabled === 0) {
      this.end(row, steps.outcome(row), undefined);
      return;
    }
    const goesOn = current >= 0 && (enabled & (1 << current)) !== 0;
    for (let task = 0; task < steps.tasks; task += 1) {
      if (choices[task]! < 0) continue;
      const cost = this.level + (goesOn && task !== current ? 1 : 0);
      this.lookForLoop(task, cost);
      this.take(point, task, cost);
    }
  }

  private take(point: number, task: number, cost: number): void {
    const { steps, row, next, choices } = this;
    const step = choices[task]!;
    this.transitions += 1;
    this.note(steps.found(step), cost, task);
    const follows = steps.follows.words[step]!;
    if ((follows & ENDS) !== 0) {
      this.cut += 1;
      return;
    }
    next.set(row);
    if ((follows & FAILS) !== 0) {
      next[0] = steps.shared.words[step]!;
      next[1 + task] = steps.own.words[step]!;
      this.end(next, steps.failure(step), { cost, task });
      return;
    }
    this.last = { task, fails: false };
    steps.take(task, step, next);
    this.last = undefined;
    this.reach(next, cost, task, point);
  }

  private end(
    row: Int32Array,
    outcome: Outcome,
    after: { readonly cost: number; readonly task: number } | undefined,
  ): void {
    this.outcomes[outcome.kind] = (this.outcomes[outcome.kind] ?? 0) + 1;
    this.note(this.steps.foundAtEnd(row, outcome), after?.cost ?? this.level, after?.task);
  }

  private lookForLoop(task: number, cost: number): void {
    const { row, loops } = this;
    if (loops.size === 0) return;
    const loop = loops.get(`${task} ${row[0]} ${row[1 + task]}`);
    if (loop) this.note(loop.found, cost, roundsOf(loop));
  }

  private reach(row: Int32Array, cost: number, task: number, from: number): void {
    const state = this.rows.numberOf(row, 0, 0);
    const point = state * this.width + 1 + task;
    if (point >= this.cost.length) this.grow(point);
    if (this.cost[point]! >= 0 && this.cost[point]! <= cost) return;
    this.cost[point] = cost;
    this.from[point] = task < 0 ? -1 : from;
    this.depth[point] = task < 0 ? 0 : this.depth[from]! + 1;
    this.deepest = Math.max(this.deepest, this.depth[point]!);
    (cost === this.level ? this.now : this.later).push(point);
  }

  private grow(point: number): void {
    const room = Math.max(2 * this.cost.length, point + 1);
    const { cost, from, done, depth } = this;
    this.depth = new Int32Array(room);
    this.depth.set(depth);
    this.cost = new Int32Array(room).fill(-1);
    this.cost.set(cost);
    this.from = new Int32Array(room).fill(-1);
    this.from.set(from);
    this.done = new Uint8Array(room);
    this.done.set(done);
  }

  private pathTo(point: number): number[] {
    const tasks: number[] = [];
    for (let at = point; this.from[at]! >= 0; at = this.from[at]!) {
      tasks.push((at % this.width) - 1);
    }
    return tasks.reverse();
  }

  private note(
    found: readonly string[],
    preemptions: number,
    last: number | readonly number[] | undefined,
  ): void {
    for (const name of found) {
      if ((this.best.get(name)?.preemptions ?? Number.POSITIVE_INFINITY) <= preemptions) continue;
      const then = last === undefined ? [] : typeof last === 'number' ? [last] : last;
      this.best.set(name, { preemptions, tasks: [...this.pathTo(this.here), ...then] });
    }
  }
}
