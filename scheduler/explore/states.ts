import { mix } from '../digest.ts';
import { FOOTPRINT_WORDS, type Footprints } from './footprint.ts';
import type { Frame } from './frame.ts';

/**
 * The states that have been visited, each with what may happen from it.
 *
 * A state is known by 53 bits of digest: of two different states, one in 2^53 pairs is taken for
 * one (hash compaction; Wolper and Leroy, CAV 1993).
 */
export class States {
  private readonly entries = new Map<number, number>();
  private readonly width: number;
  /** By entry: what stood in the way of exploring all of it (a sleep set, or a bound left). */
  private limits = new Int32Array(1024);
  /** By entry: it has been explored, all of it. */
  private complete = new Uint8Array(1024);
  private later: Footprints;

  /** States of so many tasks. */
  constructor(tasks: number) {
    this.width = tasks * FOOTPRINT_WORDS;
    this.later = new Int32Array(1024 * this.width);
  }

  get count(): number {
    return this.entries.size;
  }

  /** Bytes for each state: its entry, and what the map of digests takes. */
  get bytes(): number {
    return this.width * 4 + 5 + 40;
  }

  /** The entry of this state if all of it has been explored, else -1. */
  explored(digest: number): number {
    const entry = this.entries.get(digest);
    return entry === undefined || this.complete[entry] === 0 ? -1 : entry;
  }

  limit(entry: number): number {
    return this.limits[entry]!;
  }

  /** The state is being explored, under this limit; its entry. */
  enter(digest: number, limit: number): number {
    const known = this.entries.get(digest);
    const entry = known ?? this.entries.size;
    if (known === undefined) {
      if (entry === this.limits.length) this.grow();
      this.entries.set(digest, entry);
    }
    this.limits[entry] = limit;
    this.complete[entry] = 0;
    return entry;
  }

  /** All of the state has been explored; `later` says what its tasks did in it. */
  leave(entry: number, later: Footprints): void {
    const { width } = this;
    const at = entry * width;
    for (let word = 0; word < width; word += 1) this.later[at + word]! |= later[word]!;
    this.complete[entry] = 1;
  }

  /** What the tasks of an explored state do in it, into `into`. */
  laterOf(entry: number, into: Footprints): void {
    const { width } = this;
    const at = entry * width;
    for (let word = 0; word < width; word += 1) into[word] = this.later[at + word]!;
  }

  private grow(): void {
    const size = this.limits.length * 2;
    const limits = new Int32Array(size);
    limits.set(this.limits);
    this.limits = limits;
    const complete = new Uint8Array(size);
    complete.set(this.complete);
    this.complete = complete;
    const later = new Int32Array(size * this.width);
    later.set(this.later);
    this.later = later;
  }
}

/**
 * 53 bits of a state: the machine's two digests, where its tasks stand, who was seen blocked, what
 * the watcher remembers, and who must go on (-1 for nobody) under a bound.
 */
export function digestOfState(
  [one, other]: Int32Array,
  { locals, waited }: Frame,
  [first, second]: readonly number[],
  current: number,
): number {
  let low = one!;
  let high = other!;
  for (const { id } of locals) {
    low = mix(low, id);
    high = mix(high, ~id);
  }
  low = mix(mix(mix(low, first!), waited), current);
  high = mix(mix(mix(high, second!), waited), current);
  return (low >>> 0) * 0x200000 + (high >>> 11);
}
