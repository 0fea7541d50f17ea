import { describe, expect, test } from 'vitest';
import { ENDS, SILENT, type StateGraph } from '../../../scheduler/graph/state-graph.ts';
import { compareGraphs, type Parting } from './both-graphs.ts';
import { nearestRun, shortestRun } from './shortest.ts';

type Edge = readonly [task: number, letter: number, next: number];

const graph = (...states: Edge[][]): StateGraph => ({
  edges: states.map((edges) => edges.flat()),
  transitions: 0,
  all: true,
});

const [A, B, C, END] = [1, 2, 3, 9];

/** A, then B or C. */
const branching = graph(
  [[0, A, 1]],
  [
    [0, B, 2],
    [0, C, 2],
  ],
  [[ENDS, END, 2]],
);
/** The same, but which of the two is decided unseen before A. */
const early = graph(
  [
    [0, SILENT, 1],
    [0, SILENT, 2],
  ],
  [[0, A, 3]],
  [[0, A, 4]],
  [[0, B, 5]],
  [[0, C, 5]],
  [[ENDS, END, 5]],
);
/** A, then only B. */
const narrow = graph([[0, SILENT, 1]], [[0, A, 2]], [[0, B, 3]], [[ENDS, END, 3]]);

function partings(one: StateGraph, other: StateGraph): Parting[] {
  const found: Parting[] = [];
  expect(
    compareGraphs(
      [one, other],
      (parting) => found.push(parting),
      () => false,
    ),
  ).toBe(true);
  return found;
}

describe('two graphs', () => {
  test('show the same, however early a choice is made', () => {
    expect(partings(branching, branching)).toEqual([]);
    expect(partings(branching, early)).toEqual([]);
    expect(partings(early, branching)).toEqual([]);
  });

  test('part where one has a letter that the other has not, both ways', () => {
    const parting = { word: [A], letter: C, instead: [B] };
    expect(partings(branching, narrow)).toEqual([{ side: 0, ...parting }]);
    expect(partings(narrow, branching)).toEqual([{ side: 1, ...parting }]);
  });

  test('are not compared after that, nor when nobody wants to wait', () => {
    const [one, other] = [graph([[0, A, 1]], [[0, B, 1]]), graph([[0, C, 1]], [[0, B, 1]])];
    expect(partings(one, other).map(({ letter }) => letter)).toEqual([A, C]);
    expect(
      compareGraphs(
        [one, other],
        () => {},
        () => true,
      ),
    ).toBe(false);
  });
});

describe('a run that shows a word', () => {
  /** Task 0 shows A after two steps, task 1 shows B after one; any order. */
  const two = graph(
    [
      [0, SILENT, 1],
      [1, B, 3],
    ],
    [
      [0, A, 2],
      [1, B, 4],
    ],
    [[1, B, 5]],
    [[0, SILENT, 4]],
    [[0, A, 5]],
    [[ENDS, END, 5]],
  );

  test('has no preemption that can be done without', () => {
    expect(shortestRun(two, [A], new Set([B]))).toEqual([0, 0, 1]);
    expect(shortestRun(two, [B], new Set([A]))).toEqual([1, 0, 0]);
    expect(shortestRun(two, [A], new Set([C]))).toBeUndefined();
  });

  test('takes the steps of another one as long as it can', () => {
    expect(nearestRun(two, [B], new Set([A]), [0, 1, 0])).toEqual([0, 1, 0]);
    expect(nearestRun(two, [A], new Set([B]), [1, 1, 1])).toEqual([0, 0, 1]);
  });
});
