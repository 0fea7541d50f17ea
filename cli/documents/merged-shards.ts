import type { Work } from '../../jobs/shards.ts';
import type { SearchedChunks } from '../../properties/answers/work.ts';
import { mergedParts } from '../../properties/search/search-part.ts';
import { usage } from '../exit.ts';
import { type KeptWork, readWork } from './checkpoint-file.ts';

interface Part extends KeptWork {
  readonly path: string;
}

/** The work of all shards of a job as one; wrong usage unless each is there, once. */
export function mergedShards(paths: readonly string[]): KeptWork {
  const parts = paths.map((path): Part => ({ path, ...readWork(path, 'shard') }));
  const [first, ...others] = parts as [Part, ...Part[]];
  for (const other of others) assertSameJob(first, other);
  assertComplete(parts);
  const inOrder = [...parts].sort((one, other) => one.shard!.index - other.shard!.index);
  const work = mergedWork(inOrder.map((part) => part.work));
  return { job: first.job, subjects: first.subjects, shard: null, work };
}

function assertSameJob(one: Part, other: Part): void {
  const difference =
    differenceOf(one.job, other.job) ?? differenceOf(one.subjects, other.subjects, ['subjects']);
  if (difference === undefined) return;
  const { place, here, there } = difference;
  throw usage(
    `${other.path} does not belong to ${one.path}: its ${place} is ${there}, not ${here}`,
  );
}

interface Difference {
  readonly place: string;
  readonly here: string;
  readonly there: string;
}

/** The first place at which two values of the same kind differ. */
function differenceOf(
  here: unknown,
  there: unknown,
  place: readonly string[] = [],
): Difference | undefined {
  if (JSON.stringify(here) === JSON.stringify(there)) return undefined;
  if (isRecord(here) && isRecord(there)) {
    const keys = new Set([...Object.keys(here), ...Object.keys(there)]);
    for (const key of keys) {
      const found = differenceOf(here[key], there[key], [...place, key]);
      if (found) return found;
    }
  }
  const shown = (value: unknown): string => JSON.stringify(value) ?? 'missing';
  return { place: place.join('.'), here: shown(here), there: shown(there) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function assertComplete(parts: readonly Part[]): void {
  const { of } = parts[0]!.shard!;
  const byIndex = new Map<number, string>();
  for (const { path, shard } of parts) {
    if (shard!.of !== of) {
      throw usage(`${path}: one of ${shard!.of} shards, but ${parts[0]!.path} is one of ${of}`);
    }
    const twin = byIndex.get(shard!.index);
    if (twin !== undefined) {
      throw usage(`${path}: shard ${shard!.index}/${of} is there already, in ${twin}`);
    }
    byIndex.set(shard!.index, path);
  }
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter(
    (index) => !byIndex.has(index),
  );
  if (missing.length === 0) return;
  throw usage(`missing: ${missing.map((index) => `shard ${index}/${of}`).join(', ')}`);
}

function mergedWork(works: readonly Work[]): Work {
  const subjects = Math.max(...works.map(({ searched }) => searched.length));
  return {
    searched: Array.from({ length: subjects }, (_, subject) =>
      mergedSearch(works.flatMap(({ searched }) => searched[subject] ?? [])),
    ),
    explored: works.flatMap(({ explored }) => explored),
  };
}

const mergedSearch = (searched: readonly SearchedChunks[]): SearchedChunks => ({
  from: searched[0]!.from,
  to: searched.at(-1)!.to,
  parts: searched[0]!.parts.map((_, side) =>
    mergedParts(searched.map(({ parts }) => parts[side]!)),
  ),
});
