import { EDGE_WORDS, SILENT, type StateGraph } from '../../../scheduler/graph/state-graph.ts';

/** Something that one side shows after a word that both can show, and the other side cannot. */
export interface Parting {
  /** 0 if the first graph alone can show it, 1 the second. */
  readonly side: 0 | 1;
  /** What both have shown before, letter by letter. */
  readonly word: readonly number[];
  readonly letter: number;
  /** What the other side can show instead. */
  readonly instead: readonly number[];
}

/** Both sides after a word: the states in which each can be, what is silent included. */
interface Node {
  readonly sides: readonly [readonly number[], readonly number[]];
  readonly before: Node | undefined;
  readonly letter: number;
}

/**
 * Compares what two graphs can show, both ways: goes through all words that both can show, the
 * shortest first, each with the sets of states in which they may have been shown (the subset
 * construction, of both at once).
 *
 * Calls `parted` wherever one side goes on in a way in which the other cannot. Nothing is said of
 * what comes after that. False if `stop` said so before all was compared.
 */
export function compareGraphs(
  graphs: readonly [StateGraph, StateGraph],
  parted: (parting: Parting) => void,
  stop: (nodes: number) => boolean,
): boolean {
  const seen = new Set<string>();
  const queue: Node[] = [];
  const enter = (sides: Node['sides'], before: Node | undefined, letter: number): void => {
    const key = `${sides[0].join()} ${sides[1].join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ sides, before, letter });
  };
  enter([silently(graphs[0], [0]), silently(graphs[1], [0])], undefined, SILENT);
  for (let at = 0; at < queue.length; at += 1) {
    if (stop(at)) return false;
    const node = queue[at]!;
    const [ours, theirs] = [
      lettersFrom(graphs[0], node.sides[0]),
      lettersFrom(graphs[1], node.sides[1]),
    ];
    for (const [letter, next] of ours) {
      const other = theirs.get(letter);
      if (other) enter([silently(graphs[0], next), silently(graphs[1], other)], node, letter);
      else parted({ side: 0, word: wordTo(node), letter, instead: [...theirs.keys()] });
    }
    for (const letter of theirs.keys()) {
      if (ours.has(letter)) continue;
      parted({ side: 1, word: wordTo(node), letter, instead: [...ours.keys()] });
    }
  }
  return true;
}

/** These states and all that can be reached from them unseen, in ascending order. */
function silently({ edges }: StateGraph, states: readonly number[]): readonly number[] {
  const found = new Set(states);
  for (const state of found) {
    const from = edges[state]!;
    for (let at = 0; at < from.length; at += EDGE_WORDS) {
      if (from[at + 1] === SILENT) found.add(from[at + 2]!);
    }
  }
  return [...found].sort((one, other) => one - other);
}

/** What can be shown next from these states, and where that leads. */
function lettersFrom(
  { edges }: StateGraph,
  states: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const state of states) {
    const from = edges[state]!;
    for (let at = 0; at < from.length; at += EDGE_WORDS) {
      const letter = from[at + 1]!;
      if (letter === SILENT) continue;
      const next = found.get(letter);
      if (!next) found.set(letter, [from[at + 2]!]);
      else if (!next.includes(from[at + 2]!)) next.push(from[at + 2]!);
    }
  }
  return found;
}

function wordTo(node: Node): number[] {
  const word: number[] = [];
  for (let at = node; at.before; at = at.before) word.push(at.letter);
  return word.reverse();
}
