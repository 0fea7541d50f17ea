import type { Search } from '../explore/search.ts';

/** Every state of a search as a node, and every step between two of them as an edge. */
export interface TransitionGraph {
  readonly nodes: number;
  /** Where the edges of each node begin; those of the last one end at the last entry. */
  readonly begins: Int32Array;
  /** By edge: the node to which it leads, the task, and its number among the remembered steps. */
  readonly to: Int32Array;
  readonly task: Uint8Array;
  readonly step: Int32Array;
  /** By node: the tasks that can run there, also by steps that lead to no state, as a mask. */
  readonly enabled: Int32Array;
}

/** The graph of a search: states that it has not come to go on from have no edges. */
export function graphOf(search: Search): TransitionGraph {
  const { steps, rows, transitions } = search;
  const nodes = rows.count;
  const begins = new Int32Array(nodes + 1);
  const to = new Int32Array(transitions);
  const tasks = new Uint8Array(transitions);
  const taken = new Int32Array(transitions);
  const enabled = new Int32Array(nodes);
  const row = new Int32Array(1 + steps.tasks);
  const next = new Int32Array(1 + steps.tasks);
  const choices = new Int32Array(steps.tasks);
  let edge = 0;
  for (let node = 0; node < nodes; node += 1) {
    begins[node] = edge;
    if (!search.isExpanded(node)) continue;
    rows.load(node, row);
    enabled[node] = steps.choices(row, choices);
    for (let task = 0; task < steps.tasks; task += 1) {
      const step = choices[task]!;
      if (step < 0 || steps.follows.words[step] !== 0) continue;
      next.set(row);
      steps.take(task, step, next);
      const target = rows.find(next);
      if (target < 0) continue;
      to[edge] = target;
      tasks[edge] = task;
      taken[edge] = step;
      edge += 1;
    }
  }
  begins[nodes] = edge;
  return { nodes, begins, to, task: tasks, step: taken, enabled };
}

/** Is this edge, from this node, left in? */
export type EdgeFilter = (edge: number, node: number) => boolean;

/**
 * The strongly connected component of each node, -1 for nodes that are left out: numbers in the
 * order in which they are found, so edges between two lead from higher to lower numbers (Tarjan,
 * SIAM Journal on Computing 1, 1972).
 */
export function componentsOf(
  { nodes, begins, to }: TransitionGraph,
  keeps: EdgeFilter,
  has: (node: number) => boolean = () => true,
): { readonly of: Int32Array; readonly count: number } {
  const of = new Int32Array(nodes).fill(-1);
  const index = new Int32Array(nodes);
  const low = new Int32Array(nodes);
  const at = new Int32Array(nodes);
  const open: number[] = [];
  const path: number[] = [];
  let met = 0;
  let count = 0;
  for (let root = 0; root < nodes; root += 1) {
    if (index[root] !== 0 || !has(root)) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (index[node] === 0) {
        met += 1;
        index[node] = met;
        low[node] = met;
        at[node] = begins[node]!;
        open.push(node);
      }
      let deeper = -1;
      for (; at[node]! < begins[node + 1]!; at[node]! += 1) {
        const edge = at[node]!;
        const target = to[edge]!;
        if (!keeps(edge, node) || !has(target) || of[target]! >= 0) continue;
        if (index[target] === 0) {
          deeper = target;
          break;
        }
        low[node] = Math.min(low[node]!, low[target]!);
      }
      if (deeper >= 0) {
        path.push(deeper);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before !== undefined) low[before] = Math.min(low[before]!, low[node]!);
      if (low[node] !== index[node]) continue;
      for (let member = -1; member !== node; ) {
        member = open.pop()!;
        of[member] = count;
      }
      count += 1;
    }
  }
  return { of, count };
}

/** What is counted along runs. */
export interface Counted {
  /** What an edge adds. */
  gain(edge: number): number;
  /** Counting begins anew with these edges; none if nothing is said. */
  resets?(edge: number): boolean;
  /** What one round of the loops adds that pass this node. */
  round(node: number): number;
}

/** The most that runs add up to, if each goes round a loop at most once. */
export interface Most {
  readonly most: number;
  /** Components that add something each time that a run goes round in them. */
  readonly endless: ReadonlySet<number>;
  readonly components: { readonly of: Int32Array; readonly count: number };
}

/** Adds up along all runs, from the ends backwards. */
export function mostOf(graph: TransitionGraph, { gain, resets, round }: Counted): Most {
  const keeps = (edge: number): boolean => resets?.(edge) !== true;
  const components = componentsOf(graph, keeps);
  const { of, count } = components;
  const { nodes, begins, to } = graph;
  const order: number[][] = Array.from({ length: count }, () => []);
  for (let node = 0; node < nodes; node += 1) order[of[node]!]!.push(node);
  const after = new Int32Array(count);
  const endless = new Set<number>();
  let most = 0;
  for (let component = 0; component < count; component += 1) {
    let best = 0;
    let rounds = 0;
    for (const node of order[component]!) {
      for (let edge = begins[node]!; edge < begins[node + 1]!; edge += 1) {
        if (!keeps(edge)) continue;
        const target = of[to[edge]!]!;
        if (target !== component) best = Math.max(best, gain(edge) + after[target]!);
        else if (gain(edge) > 0) endless.add(component);
      }
    }
    if (endless.has(component)) {
      for (const node of order[component]!) rounds = Math.max(rounds, round(node));
    }
    after[component] = best + rounds;
    most = Math.max(most, after[component]!);
  }
  return { most, endless, components };
}

/**
 * Can a run go round for ever in one of these components, by edges that count, so that every task
 * that can run again and again does (strong fairness)? Where a task can run in a component and has
 * no step that stays in it, the states in which it can are left out, and what is left is looked at
 * again (Emerson and Lei, Science of Computer Programming 8, 1987).
 */
export function goesOnFairly(
  graph: TransitionGraph,
  { components, endless }: Pick<Most, 'components' | 'endless'>,
  counts: (edge: number) => boolean,
): boolean {
  const left: number[][] = [...endless].map((component) => {
    const nodes: number[] = [];
    for (let node = 0; node < graph.nodes; node += 1) {
      if (components.of[node] === component) nodes.push(node);
    }
    return nodes;
  });
  for (let nodes = left.pop(); nodes; nodes = left.pop()) {
    const members = new Set(nodes);
    let can = 0;
    let does = 0;
    let counted = false;
    for (const node of nodes) {
      can |= graph.enabled[node]!;
      for (let edge = graph.begins[node]!; edge < graph.begins[node + 1]!; edge += 1) {
        if (!members.has(graph.to[edge]!)) continue;
        does |= 1 << graph.task[edge]!;
        counted ||= counts(edge);
      }
    }
    if (!counted) continue;
    const starved = can & ~does;
    if (starved === 0) return true;
    const rest = new Set(nodes.filter((node) => (graph.enabled[node]! & starved) === 0));
    const { of } = componentsOf(
      graph,
      () => true,
      (node) => rest.has(node),
    );
    const parts = new Map<number, number[]>();
    for (const node of rest) {
      const part = parts.get(of[node]!);
      if (part) part.push(node);
      else parts.set(of[node]!, [node]);
    }
    left.push(...parts.values());
  }
  return false;
}
