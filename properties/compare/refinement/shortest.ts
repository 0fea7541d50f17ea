import { EDGE_WORDS, ENDS, SILENT, type StateGraph } from '../../../scheduler/graph/state-graph.ts';

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
 * The tasks of the steps of a run that shows these letters, and after them one of `last`: one with
 * the fewest preemptions, and of these the fewest steps. Undefined if none does.
 */
export const shortestRun = (
  graph: StateGraph,
  word: readonly number[],
  last: ReadonlySet<number>,
): number[] | undefined => shortestFrom(graph, word, last, START);

/**
 * The same, of a run that takes the steps of another one as long as it can: they show the same part
 * of the word.
 */
export function nearestRun(
  graph: StateGraph,
  word: readonly number[],
  last: ReadonlySet<number>,
  steps: readonly number[],
): number[] | undefined {
  const points: Point[] = [START];
  for (const task of steps) {
    const next = stepOf(graph, points.at(-1)!, task, word);
    if (!next) break;
    points.push(next);
  }
  for (const point of points.reverse()) {
    const run = shortestFrom(graph, word, last, point);
    if (run) return run;
  }
  return undefined;
}

const START: Point = { state: 0, letters: 0, task: ENDS, before: undefined };

/** Where a step of this task leads, if it shows nothing but what is next in the word. */
function stepOf(
  { edges }: StateGraph,
  point: Point,
  task: number,
  word: readonly number[],
): Point | undefined {
  const from = edges[point.state]!;
  for (let at = 0; at < from.length; at += EDGE_WORDS) {
    if (from[at] !== task) continue;
    const letter = from[at + 1]!;
    if (letter !== SILENT && letter !== word[point.letters]) return undefined;
    const letters = point.letters + (letter === SILENT ? 0 : 1);
    return { state: from[at + 2]!, letters, task, before: point };
  }
  return undefined;
}

function shortestFrom(
  graph: StateGraph,
  word: readonly number[],
  last: ReadonlySet<number>,
  start: Point,
): number[] | undefined {
  const wanted = word.length + 1;
  const points = new Map<number, Point[]>();
  const reached = new Set<string>();
  const put = (cost: number, point: Point): void => {
    const same = points.get(cost);
    if (same) same.push(point);
    else points.set(cost, [point]);
  };
  put(0, start);
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
