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
  private readonly tasks: number;
  /** By entry: what stood in the way of exploring all of it (a sleep set, or a bound left). */
  private limits = new Int32Array(1024);
  /** By entry: it has been explored, all of it. */
  private complete = new Uint8Array(1024);
  private later: Footprints;
  /** By entry and task: the most that it counts from there on. */
  private most: Uint8Array;

  /** States of so many tasks. */
  constructor(tasks: number) {
    this.width = tasks * FOOTPRINT_WORDS;
    this.later = new Int32Array(1024 * this.width);
    this.tasks = tasks;
    this.most = new Uint8Array(1024 * tasks);
  }

  get count(): number {
    return this.entries.size;
  }

  /** Bytes for each state: its entry, and what the map of digests takes. */
  get bytes(): number {
    return this.width * 4 + this.tasks + 5 + 40;
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

  /** All of the state has been explored: what its tasks did in it, and counted at most. */
  leave(entry: number, { later, most }: Frame): void {
    const { width, tasks } = this;
    for (let task = 0; task < tasks; task += 1) {
      const known = entry * tasks + task;
      this.most[known] = Math.max(this.most[known]!, most[task]!);
    }
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

  /** The most that tasks count from an explored state on: `into`, filled in. */
  mostOf(entry: number, into: Uint8Array): Uint8Array {
    const { tasks } = this;
    for (let task = 0; task < tasks; task += 1) into[task] = this.most[entry * tasks + task]!;
    return into;
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
    const most = new Uint8Array(size * this.tasks);
    most.set(this.most);
    this.most = most;
  }
}

/**
 * 53 bits of a state: the machine's two digests, where its tasks stand, who was seen blocked, what
 * the watcher remembers, and who must go on (-1 for nobody) under a bound.
 */
export function digestOfState(
  [one, other]: Int32Array,
  { locals, waited }: Frame,
  remembered: number,
  current: number,
): number {
  let low = one!;
  let high = other!;
  for (const { id } of locals) {
    low = mix(low, id);
    high = mix(high, ~id);
  }
  low = mix(mix(mix(low, remembered), waited), current);
  high = mix(mix(mix(high, remembered), waited), current);
  return (low >>> 0) * 0x200000 + (high >>> 11);
}
