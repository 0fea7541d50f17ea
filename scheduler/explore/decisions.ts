import { READ, SETS, TAPE_WORDS } from './taped.ts';
import { ADDS, WRITE_WORDS } from './vectors.ts';

/** What a step does, once the words that it reads are known. */
export class Decisions<Leaf> {
  /** The word that is read next; -1 as long as nothing is known. */
  private word = -1;
  private readonly values: number[] = [];
  private readonly nexts: Decisions<Leaf>[] = [];
  private leaf: Leaf | undefined;

  /** What follows in this memory; undefined if that was never seen. */
  find(at: (word: number) => number): Leaf | undefined {
    let node: Decisions<Leaf> = this;
    while (node.leaf === undefined) {
      if (node.word < 0) return undefined;
      const index = node.values.indexOf(at(node.word));
      if (index < 0) return undefined;
      node = node.nexts[index]!;
    }
    return node.leaf;
  }

  /** Remembers what followed these reads: words and values, by turns. */
  learn(reads: readonly number[], leaf: Leaf): void {
    let node: Decisions<Leaf> = this;
    for (let at = 0; at < reads.length; at += 2) {
      const [word, value] = [reads[at]!, reads[at + 1]!];
      if (node.word < 0) node.word = word;
      else if (node.word !== word) throw new Error('after the same reads, another word is read');
      const index = node.values.indexOf(value);
      if (index >= 0) node = node.nexts[index]!;
      else {
        node.values.push(value);
        node = node.nexts[node.nexts.push(new Decisions<Leaf>()) - 1]!;
      }
    }
    node.leaf = leaf;
  }
}

/** What a step did to memory that tasks share. */
export interface Touched {
  /** Words that it read before it wrote them, and what it found: by turns. */
  readonly reads: readonly number[];
  /** What became of words, `WRITE_WORDS` numbers each. */
  readonly writes: Int32Array;
}

/** Reads a tape: what depends on memory, and what is left of what was written. */
export function touchedBy(tape: readonly number[], isOwn: (word: number) => boolean): Touched {
  const reads: number[] = [];
  const read = new Set<number>();
  const written = new Map<number, { what: number; value: number }>();
  for (let at = 0; at < tape.length; at += TAPE_WORDS) {
    const [what, word, value] = [tape[at]!, tape[at + 1]!, tape[at + 2]!];
    if (isOwn(word)) continue;
    const before = written.get(word);
    if (what === SETS) written.set(word, { what, value });
    else if (what === ADDS) {
      if (before) before.value = (before.value + value) | 0;
      else written.set(word, { what, value });
    } else if (what === READ && before?.what !== SETS && !read.has(word)) {
      read.add(word);
      reads.push(word, (value - (before?.value ?? 0)) | 0);
    }
  }
  const writes = new Int32Array(WRITE_WORDS * written.size);
  let at = 0;
  for (const [word, { what, value }] of written) {
    writes.set([what, word, value], at);
    at += WRITE_WORDS;
  }
  return { reads, writes };
}
