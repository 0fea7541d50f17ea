import type { Explored, SearchedChunks, Shard } from '../properties/answers/work.ts';
import type { Pair } from '../properties/plan.ts';
import { chunksOf } from '../properties/run/draws.ts';
import type { Chunks } from '../properties/search/search-part.ts';

/** What was done of a job; plain data, so that it can be kept in a file. */
export interface Work {
  /** By subject of a check; one for a gate. Subjects that were not begun may be left out. */
  readonly searched: readonly SearchedChunks[];
  /** Pairs that were explored to their end, or as far as any run would go. */
  readonly explored: readonly Explored[];
}

export const NO_WORK: Work = { searched: [], explored: [] };

/** Which part of a job is to be done. */
export interface Part {
  /** Only this part, and no reports, since those need the other parts; null for all of it. */
  readonly shard: Shard | null;
  /** What was done before. */
  readonly known: Work;
  /** Only reports of what was done before. */
  readonly reportsOnly: boolean;
}

/** The whole of a job, from the beginning. */
export const WHOLE: Part = { shard: null, known: NO_WORK, reportsOnly: false };

/** The chunks of a search that a shard has, or all. */
export function chunksIn(runs: number, shard: Shard | null): Chunks {
  const chunks = chunksOf(runs);
  if (shard === null) return { from: 0, to: chunks };
  const before = (index: number): number => Math.floor((chunks * index) / shard.of);
  return { from: before(shard.index - 1), to: before(shard.index) };
}

/** The pairs of an exploration that a shard has, or all: every subject in every world. */
export const pairsIn = (subjects: number, worlds: number, shard: Shard | null): Pair[] =>
  Array.from({ length: subjects * worlds }, (_, number) => number)
    .filter((number) => shard === null || number % shard.of === shard.index - 1)
    .map((number) => ({ subject: Math.floor(number / worlds), world: number % worlds }));
