import type { Outcome } from '../execute.ts';
import type { Knowledge } from '../explore/judge.ts';
import type { PathStep } from '../explore/path-run.ts';
import { PARTS_MAX, Rows } from '../explore/rows.ts';
import { FAILS, type Steps } from '../explore/steps.ts';
import { lowest } from '../task-set.ts';

/** What is seen where a run ends so, given what the judge of the steps knows there. */
export type SeenAtEnd = (knowledge: Knowledge, outcome: Outcome) => number;

/** The number of what cannot be seen. */
export const SILENT = 0;

/** Numbers of an edge: the task (`ENDS` where the run is over), what is seen, the next state. */
export const EDGE_WORDS = 3;
export const ENDS = -1;

/** Every state of a set of tasks, from state 0 on, and every transition between them. */
export interface StateGraph {
  /** By state: its edges, one after the other, `EDGE_WORDS` each. */
  readonly edges: readonly (readonly number[])[];
  readonly transitions: number;
  /** Nothing was left out. */
  readonly all: boolean;
}

/** What has been done so far. */
export interface Effort {
  readonly transitions: number;
  /** Steps that were taken again, to come to where a task's code had to be really run. */
  readonly replayed: number;
}

/** A word that is to be followed, and how far that went. */
export interface Followed {
  /** Letters that a run can show, all of them if it can be followed to its end. */
  readonly letters: number;
  /** The tasks of the steps of such a run. */
  readonly tasks: readonly number[];
  /** What can be shown in place of the next letter. */
  readonly instead: readonly number[];
  /** Nothing was left untried: no run shows more of the word. */
  readonly decided: boolean;
}

/** Private parts of a task that may be added between two questions whether to stop. */
const PARTS_LEFT = 64;

/**
 * What runs show, step by step: the marks that a judge has given to a step are the number of what
 * is seen of it, its letter. A state and its edges are found when somebody asks for them.
 *
 * Nothing is reduced, for an order that makes no difference to the machine can be seen from
 * outside.
 */
export class VisibleSteps {
  private readonly steps: Steps;
  private readonly seenAtEnd: SeenAtEnd;
  private readonly rows: Rows;
  /** By state: its row, -1 where the run is over; its edges; the tasks that can run. */
  private readonly rowOf: number[] = [];
  private readonly edges: number[][] = [];
  private readonly enabled: number[] = [];
  /** By row: its state. */
  private readonly stateOf: number[] = [];
  /** The state after a run has ended, by what is seen then. */
  private readonly ended = new Map<number, number>();
  /** The row from which a step is taken now, and the step. */
  private at = -1;
  private last: PathStep | undefined;
  private readonly row: Int32Array;
  private readonly next: Int32Array;
  private readonly choices: Int32Array;

  constructor(steps: Steps, seenAtEnd: SeenAtEnd) {
    this.steps = steps;
    this.seenAtEnd = seenAtEnd;
    this.rows = new Rows(steps.tasks);
    this.row = new Int32Array(1 + steps.tasks);
    this.next = new Int32Array(1 + steps.tasks);
    this.choices = new Int32Array(steps.tasks);
    steps.pathHere = () => this.pathHere();
    this.next.set(steps.first);
    if (steps.begun) this.endOf(this.next, steps.begun);
    else {
      steps.wait(this.next);
      this.enter(-1, 0);
    }
  }

  /** Draws the whole graph, depth first. Before each transition it is asked whether to stop. */
  graph(stop: (effort: Effort) => boolean): StateGraph {
    const { edges } = this;
    const todo = [this.enabled[0]!];
    const path = [0];
    let transitions = 0;
    while (path.length > 0) {
      const state = path.at(-1)!;
      if (todo[state] === 0) {
        path.pop();
        continue;
      }
      if (this.isFull || stop({ transitions, replayed: this.steps.replayed }))
        return { edges, transitions, all: false };
      transitions += 1;
      const task = lowest(todo[state]!);
      todo[state]! &= ~(1 << task);
      const next = edges[state]![this.edgeOf(state, task) + 2]!;
      if (todo[next] !== undefined) continue;
      todo[next] = this.enabled[next]!;
      path.push(next);
    }
    return { edges, transitions, all: true };
  }

  /** Looks for a run that shows this word, depth first. */
  follow(word: readonly number[], stop: (effort: Effort) => boolean): Followed {
    const width = word.length + 1;
    /** Points are states, each with how many letters were shown on the way to it. */
    const todo = new Map<number, number>();
    const tasks: number[] = [];
    const path: number[] = [];
    const instead = new Set<number>();
    let best: { letters: number; tasks: readonly number[] } = { letters: 0, tasks: [] };
    const read = (seen: number, letters: number): boolean => {
      if (seen !== word[letters]) {
        if (letters === best.letters) instead.add(seen);
        return false;
      }
      if (letters < best.letters) return true;
      best = { letters: letters + 1, tasks: [...tasks] };
      instead.clear();
      return true;
    };
    const enter = (state: number, letters: number): boolean => {
      if (this.rowOf[state]! < 0) read(this.edges[state]![1]!, letters);
      const point = state * width + letters;
      if (this.rowOf[state]! < 0 || todo.has(point)) return false;
      todo.set(point, this.enabled[state]!);
      path.push(point);
      return true;
    };
    enter(0, 0);
    let transitions = 0;
    while (path.length > 0) {
      const point = path.at(-1)!;
      const rest = todo.get(point)!;
      if (rest === 0) {
        path.pop();
        tasks.pop();
        continue;
      }
      if (best.letters === word.length) break;
      if (this.isFull || stop({ transitions, replayed: this.steps.replayed }))
        return { ...best, instead: [...instead], decided: false };
      transitions += 1;
      const task = lowest(rest);
      todo.set(point, rest & ~(1 << task));
      const [state, letters] = [Math.floor(point / width), point % width];
      const edge = this.edgeOf(state, task);
      const [seen, next] = [this.edges[state]![edge + 1]!, this.edges[state]![edge + 2]!];
      tasks.push(task);
      const goesOn = seen === SILENT || read(seen, letters);
      const shown = letters + (seen === SILENT ? 0 : 1);
      if (!goesOn || !enter(next, shown)) tasks.pop();
    }
    return { ...best, instead: [...instead], decided: true };
  }

  /** A row has no room for more private parts. */
  private get isFull(): boolean {
    return this.steps.partsMax >= PARTS_MAX - PARTS_LEFT;
  }

  /** Where the task's edge stands among those of the state, in which it can run. */
  private edgeOf(state: number, task: number): number {
    const edges = this.edges[state]!;
    for (let at = 0; at < edges.length; at += EDGE_WORDS) if (edges[at] === task) return at;
    const { steps, rows, row, next } = this;
    this.at = this.rowOf[state]!;
    rows.load(this.at, row);
    const step = steps.step(task, row[0]!, row[1 + task]!);
    next.set(row);
    let target: number;
    if ((steps.follows.words[step]! & FAILS) !== 0) {
      next[0] = steps.shared.words[step]!;
      next[1 + task] = steps.own.words[step]!;
      target = this.endOf(next, steps.failure(step));
    } else {
      this.last = { task, fails: false };
      steps.take(task, step, next);
      this.last = undefined;
      target = this.enter(this.at, task);
    }
    return edges.push(task, steps.marks(step), target) - EDGE_WORDS;
  }

  /** The state of `next`, to which this task's step has led from that row. */
  private enter(from: number, task: number): number {
    const { steps, rows, next, choices } = this;
    const before = rows.count;
    const number = rows.numberOf(next, from, task);
    if (number < before) return this.stateOf[number]!;
    this.at = number;
    const enabled = steps.choices(next, choices);
    this.stateOf[number] =
      enabled === 0 ? this.endOf(next, steps.outcome(next)) : this.add(number, enabled);
    return this.stateOf[number];
  }

  private add(row: number, enabled: number): number {
    this.rowOf.push(row);
    this.enabled.push(enabled);
    return this.edges.push([]) - 1;
  }

  /** The state after a run has ended so. */
  private endOf(row: Int32Array, outcome: Outcome): number {
    const seen = this.seenAtEnd(this.steps.knowledgeIn(row), outcome);
    let state = this.ended.get(seen);
    if (state === undefined) {
      state = this.add(-1, 0);
      this.edges[state]!.push(ENDS, seen, state);
      this.ended.set(seen, state);
    }
    return state;
  }

  private pathHere(): PathStep[] {
    const { from, by } = this.rows;
    const path: PathStep[] = this.last ? [this.last] : [];
    for (let at = this.at; at >= 0 && from[at]! >= 0; at = from[at]!) {
      path.push({ task: by[at]!, fails: false });
    }
    return path.reverse();
  }
}
