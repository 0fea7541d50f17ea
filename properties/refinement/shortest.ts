import { EDGE_WORDS, ENDS, SILENT, type StateGraph } from '../../scheduler/explore/state-graph.ts';

/** Weight of a preemption against that of a step: no path has as many steps. */
const PREEMPTION = 1 << 16;

/** A run on its way through the graph. */
interface Point {
  readonly state: number;
  /** Letters that have been shown. */
  readonly letters: number;
  /** The task that ran last, -1 for none. */
  readonly task: number;
  readonly before: Point | undefined;
}

/**
 * The tasks of the steps of a run that shows these letters, after them one of `last` if there are
 * any: one with the fewest preemptions, and of these the fewest steps. Undefined if none does.
 */
export function shortestRun(
  graph: StateGraph,
  word: readonly number[],
  last: ReadonlySet<number> = new Set(),
): number[] | undefined {
  const wanted = word.length + (last.size === 0 ? 0 : 1);
  const points = new Map<number, Point[]>();
  const reached = new Set<string>();
  const put = (cost: number, point: Point): void => {
    const same = points.get(cost);
    if (same) same.push(point);
    else points.set(cost, [point]);
  };
  put(0, { state: 0, letters: 0, task: ENDS, before: undefined });
  while (points.size > 0) {
    const cost = Math.min(...points.keys());
    const now = points.get(cost)!;
    points.delete(cost);
    for (const point of now) {
      const key = `${point.state} ${point.letters} ${point.task}`;
      if (reached.has(key)) continue;
      reached.add(key);
      if (point.letters === wanted) return tasksTo(point);
      const edges = graph.edges[point.state]!;
      for (let at = 0; at < edges.length; at += EDGE_WORDS) {
        const [task, letter, state] = [edges[at]!, edges[at + 1]!, edges[at + 2]!];
        let { letters } = point;
        if (letter !== SILENT) {
          const fits = letters < word.length ? letter === word[letters] : last.has(letter);
          if (!fits) continue;
          letters += 1;
        }
        const preempts = task !== point.task && task !== ENDS && canRun(edges, point.task);
        put(cost + (preempts ? PREEMPTION : 0) + 1, { state, letters, task, before: point });
      }
    }
  }
  return undefined;
}

function canRun(edges: readonly number[], task: number): boolean {
  for (let at = 0; at < edges.length; at += EDGE_WORDS) {
    if (task !== ENDS && edges[at] === task) return true;
  }
  return false;
}

function tasksTo(end: Point): number[] {
  const tasks: number[] = [];
  for (let at = end; at.before; at = at.before) if (at.task !== ENDS) tasks.push(at.task);
  return tasks.reverse();
}
