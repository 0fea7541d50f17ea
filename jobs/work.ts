import { chunksOf } from '../properties/run/draws.ts';
import { mergedParts, type SearchPart } from '../properties/search/search-part.ts';
import type { Job } from './job.ts';
import type { Explored } from './request.ts';

/** What was found in consecutive chunks of a search. */
export interface Searched {
  /** Chunks from `from` on, up to but without `to`. */
  readonly from: number;
  readonly to: number;
  /** One for the subject of a check; candidate and baseline for a gate. */
  readonly parts: readonly SearchPart[];
}

/** What was done of a job; plain data, so that it can be kept in a file. */
export interface Work {
  /** By subject of a check; one for a gate. Subjects that were not begun may be left out. */
  readonly searched: readonly Searched[];
  /** Pairs that were explored to their end, or as far as any run would go. */
  readonly explored: readonly Explored[];
}

/** A job of which parts can be done. */
export type DivisibleJob = Extract<Job, { kind: 'check' | 'gate' | 'explore' }>;

/** One of several equal parts of a job, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export const NO_WORK: Work = { searched: [], explored: [] };

/** The chunks of a search that a shard has, or all: from the first up to but without the second. */
export function chunksIn(runs: number, shard: Shard | null): { from: number; to: number } {
  const chunks = chunksOf(runs);
  if (shard === null) return { from: 0, to: chunks };
  const before = (index: number): number => Math.floor((chunks * index) / shard.of);
  return { from: before(shard.index - 1), to: before(shard.index) };
}

/** Is this one of the pieces that the shard has? */
export const isIn = (piece: number, shard: Shard | null): boolean =>
  shard === null || piece % shard.of === shard.index - 1;

/** The same chunks and more of them, up to `to`. */
export const longer = (
  { from, parts }: Searched,
  to: number,
  more: readonly (readonly SearchPart[])[],
): Searched => ({
  from,
  to,
  parts: parts.map((part, side) => mergedParts([part, ...more.map((one) => one[side]!)])),
});

/** Nothing yet, from this chunk on. */
export const nothingSearched = (from: number, sides: number): Searched => ({
  from,
  to: from,
  parts: Array.from({ length: sides }, () => mergedParts([])),
});
