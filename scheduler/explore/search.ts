import type { Outcome } from '../execute.ts';
import { BEGINS_ANEW } from './judge.ts';
import type { PathStep } from './path-run.ts';
import { PARTS_MAX, Rows } from './rows.ts';
import { ENDS, FAILS, type Steps } from './steps.ts';

/** Bit of the task in `by` of a state whose step there has failed. */
const FAILING = 16;
/** How often code begins anew on the shortest path to a state from which a search still goes on. */
export const ANEW_MAX = 48;
/** States between two questions whether to stop. */
const STOP_EVERY = 32;
/** Private parts of a task that may be added between two questions. */
const PARTS_LEFT = 1024;

/** Where something was found: after the path to a state, and one step more if there is one. */
export interface Where {
  readonly state: number;
  readonly last: PathStep | undefined;
}

/** How far a search has come. */
export interface Visited {
  readonly states: number;
  /** States all of whose steps were taken. */
  readonly expanded: number;
  readonly transitions: number;
  /** Failures that the states need which are visited now. */
  readonly failures: number;
}

/** What a search asks and tells while it goes on. */
export interface SearchOptions {
  /**
   * Lets every operation fail that can run and can fail, in every state, so often at most. States
   * are visited by the fewest failures that lead to them, so what is found has as few as can be.
   */
  readonly failuresMax?: number;
  /** Asked now and then: whether to stop before all was visited. */
  stop(visited: Visited): boolean;
}

/**
 * Visits every state that tasks can come to, the nearest first, and notes what is found on the way.
 *
 * Nothing is reduced: the steps are remembered, so a state costs a few look-ups. A graph may be
 * without end, if something grows each time that code begins anew; so where it has done that very
 * often, nobody goes on, and `bounded` says so.
 */
export class Search {
  readonly steps: Steps;
  readonly rows: Rows;
  transitions = 0;
  /** Steps after which nothing matters; how runs ended, by kind. */
  cut = 0;
  readonly outcomes: Record<string, number> = {};
  /** What was found, each where it was found first: by the fewest steps. */
  readonly found = new Map<string, Where>();
  /** Somewhere code began anew too often to go on. */
  bounded = false;
  /** Steps of the longest shortest path. */
  deepest = 0;
  private readonly options: SearchOptions;
  private readonly row: Int32Array;
  private readonly next: Int32Array;
  private readonly choices: Int32Array;
  private anew = new Uint8Array(1024);
  private depth = new Uint16Array(1024);
  /** The failures that the states need which are visited now. */
  private failures = 0;
  /** The next state to expand; the one from which steps are taken now. */
  private here = 0;
  private at = 0;
  private last: PathStep | undefined;
  /** Steps that fail on purpose, taken once all that needs fewer failures was visited. */
  private later: { readonly state: number; readonly task: number }[] = [];

  constructor(steps: Steps, options: SearchOptions) {
    this.steps = steps;
    this.options = options;
    this.rows = new Rows(steps.tasks);
    this.row = new Int32Array(1 + steps.tasks);
    this.next = new Int32Array(1 + steps.tasks);
    this.choices = new Int32Array(steps.tasks);
  }

  /** How far it has come. */
  get visited(): Visited {
    const { rows, here, transitions, failures } = this;
    return { states: rows.count, expanded: here, transitions, failures };
  }

  /** Goes on until everything was visited (true), or until it is told to stop. */
  run(): boolean {
    this.begin();
    while (this.expandAll()) {
      if (this.later.length === 0) return true;
      if (this.failures === this.options.failuresMax) this.bounded = true;
      if (this.bounded) return true;
      this.failAll();
    }
    return false;
  }

  /** Visits all that needs no further failure; false if it is told to stop. */
  private expandAll(): boolean {
    const { steps, rows, options } = this;
    for (; this.here < rows.count; this.here += 1) {
      if (this.here % STOP_EVERY === STOP_EVERY - 1) {
        if (options.stop(this.visited)) return false;
        if (steps.partsMax >= PARTS_MAX - PARTS_LEFT) {
          this.bounded = true;
          return false;
        }
      }
      this.expand(this.here);
    }
    return true;
  }

  /** Lets each operation fail that can, in all states that were visited since the last time. */
  private failAll(): void {
    const { steps, rows, row } = this;
    const now = this.later;
    this.later = [];
    this.failures += 1;
    for (const { state, task } of now) {
      this.at = state;
      rows.load(state, row);
      const step = steps.step(task, row[0]!, row[1 + task]!, true);
      if (step >= 0) this.take(state, task, step, true);
    }
  }

  /** Were all steps from this state taken? */
  isExpanded(state: number): boolean {
    return state < this.here && this.anew[state]! <= ANEW_MAX;
  }

  /** The steps to a state, and the one after it. */
  pathTo({ state, last }: Where): PathStep[] {
    const { from, by } = this.rows;
    const path: PathStep[] = [];
    for (let at = state; from[at]! >= 0; at = from[at]!) {
      path.push({ task: by[at]! & (FAILING - 1), fails: (by[at]! & FAILING) !== 0 });
    }
    path.reverse();
    return last ? [...path, last] : path;
  }

  private begin(): void {
    const { steps, row } = this;
    steps.pathHere = () => this.pathTo({ state: this.at, last: this.last });
    row.set(steps.first);
    if (steps.begun) {
      this.end(steps.begun);
      return;
    }
    steps.wait(row);
    this.rows.numberOf(row, -1, 0);
  }

  private expand(state: number): void {
    const { steps, rows, row, choices } = this;
    this.at = state;
    rows.load(state, row);
    if (steps.choices(row, choices) === 0) this.end(steps.outcome(row));
    else if (this.anew[state]! > ANEW_MAX) this.bounded = true;
    else {
      for (let task = 0; task < steps.tasks; task += 1) {
        if (choices[task]! < 0) continue;
        this.take(state, task, choices[task]!, false);
        if (this.options.failuresMax) this.later.push({ state, task });
      }
    }
  }

  private take(state: number, task: number, step: number, fails: boolean): void {
    const { steps, rows, row, next } = this;
    this.transitions += 1;
    const found = steps.found(step);
    if (found.length > 0) this.note(found, { task, fails });
    const follows = steps.follows.words[step]!;
    if (follows !== 0) {
      this.stopAt(follows, task, step, fails);
      return;
    }
    next.set(row);
    this.last = { task, fails };
    steps.take(task, step, next);
    this.last = undefined;
    const before = rows.count;
    const number = rows.numberOf(next, state, fails ? task + FAILING : task);
    if (number === before) this.enter(number, state, step);
  }

  /** Nobody goes on from here. */
  private stopAt(follows: number, task: number, step: number, fails: boolean): void {
    const { steps, row, next } = this;
    if ((follows & ENDS) !== 0) this.cut += 1;
    else if ((follows & FAILS) !== 0) {
      next.set(row);
      next[0] = steps.shared.words[step]!;
      next[1 + task] = steps.own.words[step]!;
      const outcome = steps.failure(step);
      this.outcomes[outcome.kind] = (this.outcomes[outcome.kind] ?? 0) + 1;
      this.note(steps.foundAtEnd(next, outcome), { task, fails });
    }
  }

  private enter(number: number, state: number, step: number): void {
    if (number >= this.anew.length) {
      const [anew, depth] = [this.anew, this.depth];
      this.anew = new Uint8Array(2 * anew.length);
      this.anew.set(anew);
      this.depth = new Uint16Array(2 * depth.length);
      this.depth.set(depth);
    }
    this.anew[number] = this.anew[state]! + (this.steps.marks(step) & BEGINS_ANEW);
    this.depth[number] = this.depth[state]! + 1;
    this.deepest = Math.max(this.deepest, this.depth[number]!);
  }

  private end(outcome: Outcome): void {
    this.outcomes[outcome.kind] = (this.outcomes[outcome.kind] ?? 0) + 1;
    this.note(this.steps.foundAtEnd(this.row, outcome), undefined);
  }

  private note(found: readonly string[], last: PathStep | undefined): void {
    for (const name of found) {
      if (!this.found.has(name)) this.found.set(name, { state: this.at, last });
    }
  }
}
