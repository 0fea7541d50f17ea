import type { Cause, SearchedChunks, SearchPart, Witness } from '../answers/work.ts';
import { explains, keyOf } from '../judge/cause.ts';
import type { TakenEntry } from '../judge/statechart/chart-follower.ts';
import { mergedSamples } from './sampling.ts';

/** Chunks of a search: from the first up to but without the second. */
export interface Chunks {
  readonly from: number;
  readonly to: number;
}

/** Nothing yet, from this chunk on. */
export const nothingSearched = (from: number, subjects: number): SearchedChunks => ({
  from,
  to: from,
  parts: Array.from({ length: subjects }, () => NOTHING_FOUND),
});

/** The same chunks and those that were searched after them. */
export const longer = (
  { from, parts }: SearchedChunks,
  more: Pick<SearchedChunks, 'to' | 'parts'>,
): SearchedChunks => ({
  from,
  to: more.to,
  parts: parts.map((part, subject) => mergedParts([part, more.parts[subject]!])),
});

/** What is found where nothing was searched. */
export const NOTHING_FOUND: SearchPart = {
  runs: 0,
  outcomes: {},
  broken: [],
  witnesses: [],
  reached: [],
  transitions: [],
  blocks: [],
  sampled: { strategies: [], pct: [] },
};

/** Witnesses that are kept for one law: enough causes of it, few enough to shrink. */
const WITNESSES_MAX = 12;

/** Keeps the first witness of every cause, as long as its law has not enough of them. */
export class Witnesses {
  private readonly kept = new Map<string, Witness>();
  private readonly perLaw = new Map<string, number>();

  /** Laws of which there is a witness. */
  get laws(): number {
    return this.perLaw.size;
  }

  get size(): number {
    return this.kept.size;
  }

  get all(): Witness[] {
    return [...this.kept.values()];
  }

  offer(cause: Cause, witness: () => Witness): void {
    const { invariant } = cause;
    const key = keyOf(cause);
    const times = this.perLaw.get(invariant) ?? 0;
    if (times >= WITNESSES_MAX || this.kept.has(key)) return;
    this.perLaw.set(invariant, times + 1);
    this.kept.set(key, witness());
  }
}

/**
 * The parts of one search as one, whichever chunks each of them has.
 *
 * A witness that the whole keeps is the first of its cause, and among the first causes of its law,
 * in its part as well; so nothing is lost by the limit of each part.
 */
export function mergedParts(parts: readonly SearchPart[]): SearchPart {
  const witnesses = new Witnesses();
  const inOrder = parts
    .flatMap((part) => part.witnesses)
    .sort((one, other) => one.chunk - other.chunk);
  for (const witness of inOrder) witnesses.offer(witness.cause, () => witness);
  const outcomes: Record<string, number> = {};
  for (const part of parts) {
    for (const [kind, times] of Object.entries(part.outcomes)) {
      outcomes[kind] = (outcomes[kind] ?? 0) + times;
    }
  }
  const goals = Math.max(0, ...parts.map(({ reached }) => reached.length));
  return {
    runs: sum(parts.map(({ runs }) => runs)),
    outcomes,
    broken: [...new Set(parts.flatMap(({ broken }) => broken))].sort(),
    witnesses: witnesses.all,
    reached: Array.from({ length: goals }, (_, goal) =>
      sum(parts.map(({ reached }) => reached[goal] ?? 0)),
    ),
    transitions: added(parts.flatMap(({ transitions }) => transitions)),
    blocks: union(parts.map(({ blocks }) => blocks)),
    sampled: mergedSamples(parts.map(({ sampled }) => sampled)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/** Each entry once, with the sum of its times. */
function added(all: readonly TakenEntry[]): TakenEntry[] {
  const times = new Map<number, number>();
  for (const [entry, more] of all) times.set(entry, (times.get(entry) ?? 0) + more);
  return [...times].sort(([one], [other]) => one - other);
}

const union = (lists: readonly (readonly number[])[]): number[] =>
  [...new Set(lists.flat())].sort((one, other) => one - other);

/** Drops witnesses whose cause contains the cause of another one, simplest causes first. */
export function withoutExplained(witnesses: readonly Witness[]): Witness[] {
  const simplest = [...witnesses].sort(
    (one, other) => one.cause.failures.length - other.cause.failures.length,
  );
  return simplest.filter(
    (witness, index) =>
      !simplest.slice(0, index).some((known) => explains(known.cause, witness.cause)),
  );
}
