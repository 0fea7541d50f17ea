import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { load, type Program } from '../explore/testing/programs.ts';
import { searched } from '../explore/testing/teller.ts';
import {
  componentsOf,
  goesOnFairly,
  graphOf,
  mostOf,
  type TransitionGraph,
} from './transition-graph.ts';

type Edge = readonly [from: number, to: number, task: number];

function graphFrom(nodes: number, edges: readonly Edge[]): TransitionGraph {
  const sorted = [...edges].sort(([one], [other]) => one - other);
  const enabled = new Int32Array(nodes);
  for (const [from, , task] of edges) enabled[from]! |= 1 << task;
  return {
    nodes,
    begins: Int32Array.from(
      { length: nodes + 1 },
      (_, node) => sorted.filter(([from]) => from < node).length,
    ),
    to: Int32Array.from(sorted, ([, to]) => to),
    task: Uint8Array.from(sorted, ([, , task]) => task),
    step: Int32Array.from(sorted, (_, edge) => edge),
    enabled,
  };
}

const edges = (nodes: number): fc.Arbitrary<Edge[]> =>
  fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.nat(1)), { maxLength: 14 });

test('nodes are in one component exactly if each can be reached from the other', () => {
  fc.assert(
    fc.property(edges(6), (list) => {
      const graph = graphFrom(6, list);
      const { of } = componentsOf(graph, () => true);
      const reach = Array.from({ length: 6 }, (_, from) => {
        const met = new Set([from]);
        for (const node of met) for (const [at, to] of list) if (at === node) met.add(to);
        return met;
      });
      for (let one = 0; one < 6; one += 1) {
        for (let other = 0; other < 6; other += 1) {
          const together = reach[one]!.has(other) && reach[other]!.has(one);
          expect(of[one] === of[other]).toBe(together);
        }
      }
      for (const [from, to] of list) expect(of[from]!).toBeGreaterThanOrEqual(of[to]!);
    }),
    { numRuns: 300, seed: 2 },
  );
});

test('the most is that of the best run, where there are no loops', () => {
  const down = edges(7).map((list) => list.filter(([from, to]) => from < to));
  fc.assert(
    fc.property(down, (list) => {
      const graph = graphFrom(7, list);
      const gain = (edge: number): number => graph.task[edge]!;
      const best = (node: number): number => {
        let most = 0;
        for (let edge = graph.begins[node]!; edge < graph.begins[node + 1]!; edge += 1) {
          most = Math.max(most, gain(edge) + best(graph.to[edge]!));
        }
        return most;
      };
      const all = Array.from({ length: 7 }, (_, node) => best(node));
      const { most, endless } = mostOf(graph, { gain, round: () => 0 });
      expect(most).toBe(Math.max(...all));
      expect(endless.size).toBe(0);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test('a loop is fair unless somebody could go on in it and never does', () => {
  const loop: readonly Edge[] = [
    [0, 1, 0],
    [1, 0, 0],
  ];
  const counts = (): boolean => true;
  const fairly = (list: readonly Edge[]): boolean => {
    const graph = graphFrom(3, list);
    const found = mostOf(graph, { gain: () => 1, round: () => 0 });
    expect(found.endless.size).toBe(1);
    return goesOnFairly(graph, found, counts);
  };
  expect(fairly(loop)).toBe(true);
  // Task 1 could leave the loop.
  expect(fairly([...loop, [1, 2, 1]])).toBe(false);
  // It goes round as well.
  expect(fairly([...loop, [1, 1, 1]])).toBe(true);
});

test('the graph of a search has its states and its steps', () => {
  const step = { do: 'set', word: 0, value: 1 } as const;
  const program: Program = { tasks: [[step, step], [step]], daemon: false };
  const { search } = searched(load(program));
  const graph = graphOf(search);
  expect(graph.nodes).toBe(search.rows.count);
  expect(graph.begins.at(-1)).toBe(search.transitions);
  const { of, count } = componentsOf(graph, () => true);
  expect(count).toBe(graph.nodes);
  expect(new Set(of).size).toBe(graph.nodes);
});
