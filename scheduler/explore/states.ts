import { mix } from '../digest.ts';
import { grown } from '../grow-array.ts';
import { FOOTPRINT_WORDS, type Footprints } from './footprint.ts';
import { FootprintPool } from './footprint-pool.ts';
import type { Frame } from './frame.ts';

/** Entries that there is room for at first. */
const ROOM = 1024;

/** Who remembers something of the run, beside the machine. */
export interface Memory {
  /** Tasks of which it looks whether they were blocked before they went on, as a mask. */
  readonly attends: number;
  /** A digest of what it still has in mind, from a seed: it answers alike after equal ones. */
  digest(seed: number): number;
}

/**
 * The states that have been visited, each with what may happen from it.
 *
 * A state is known by 53 bits of digest: of two different states, one in 2^53 pairs is taken for
 * one (hash compaction; Wolper and Leroy, CAV 1993).
 */
export class States {
  /** Distinct states. */
  count = 0;
  private readonly width: number;
  /** By entry: its digest. */
  private digests = new Float64Array(ROOM);
  private readonly tasks: number;
  /** By entry: what stood in the way of exploring all of it (a sleep set, or a bound left). */
  private limits = new Int32Array(ROOM);
  /** By entry: it has been explored, all of it. */
  private complete = new Uint8Array(ROOM);
  /** By entry: the row of what its tasks do in it, plus one; 0 for none. */
  private rows = new Int32Array(ROOM);
  /** Entry plus one, by digest: open addressing, at most half full. */
  private table = new Int32Array(2 * ROOM);
  private readonly pool: FootprintPool;
  private readonly later: Footprints;
  /** By entry and task: the most that it counts from there on. */
  private most: Uint8Array;

  /** States of so many tasks. */
  constructor(tasks: number) {
    this.width = tasks * FOOTPRINT_WORDS;
    this.pool = new FootprintPool(this.width);
    this.later = new Int32Array(this.width);
    this.tasks = tasks;
    this.most = new Uint8Array(ROOM * tasks);
  }

  /** Bytes that all states take. */
  get bytes(): number {
    const { digests, limits, complete, rows, table, most, pool } = this;
    const arrays = [digests, limits, complete, rows, table, most];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, pool.bytes);
  }

  /** The entry of this state if all of it has been explored, else -1. */
  explored(digest: number): number {
    const entry = this.table[this.slotOf(digest)]! - 1;
    return entry < 0 || this.complete[entry] === 0 ? -1 : entry;
  }

  limit(entry: number): number {
    return this.limits[entry]!;
  }

  /** The state is being explored, under this limit; its entry. */
  enter(digest: number, limit: number): number {
    let slot = this.slotOf(digest);
    if (this.table[slot] === 0) {
      if (this.count === this.limits.length) {
        this.grow();
        slot = this.slotOf(digest);
      }
      this.digests[this.count] = digest;
      this.count += 1;
      this.table[slot] = this.count;
    }
    const entry = this.table[slot]! - 1;
    this.limits[entry] = limit;
    this.complete[entry] = 0;
    return entry;
  }

  /** All of the state has been explored: what its tasks did in it, and counted at most. */
  leave(entry: number, { later, most }: Frame): void {
    const { tasks } = this;
    for (let task = 0; task < tasks; task += 1) {
      const known = entry * tasks + task;
      this.most[known] = Math.max(this.most[known]!, most[task]!);
    }
    const row = this.rows[entry]!;
    for (let word = 0; word < this.width; word += 1) this.later[word] = later[word]!;
    if (row !== 0) this.pool.uniteInto(row - 1, this.later);
    this.rows[entry] = this.pool.put(this.later) + 1;
    this.complete[entry] = 1;
  }

  /** What the tasks of an explored state do in it, into `into`. */
  laterOf(entry: number, into: Footprints): Footprints {
    for (let word = 0; word < this.width; word += 1) into[word] = 0;
    this.pool.uniteInto(this.rows[entry]! - 1, into);
    return into;
  }

  /** Where a state stands in the table, or would stand. */
  private slotOf(digest: number): number {
    const { table, digests } = this;
    const mask = table.length - 1;
    for (let slot = digest & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot]! - 1;
      if (entry < 0 || digests[entry] === digest) return slot;
    }
  }

  /** The most that tasks count from an explored state on: `into`, filled in. */
  mostOf(entry: number, into: Uint8Array): Uint8Array {
    const { tasks } = this;
    for (let task = 0; task < tasks; task += 1) into[task] = this.most[entry * tasks + task]!;
    return into;
  }

  private grow(): void {
    const size = this.limits.length * 2;
    this.digests = grown(this.digests, size);
    this.limits = grown(this.limits, size);
    this.complete = grown(this.complete, size);
    this.rows = grown(this.rows, size);
    this.most = grown(this.most, size * this.tasks);
    this.table = new Int32Array(2 * size);
    for (let entry = 0; entry < this.count; entry += 1) {
      this.table[this.slotOf(this.digests[entry]!)] = entry + 1;
    }
  }
}

/**
 * 53 bits of a state: the machine's two digests, where its tasks stand, who was seen blocked, what
 * is remembered, and who must go on (-1 for nobody) under a bound.
 */
export function digestOfState(
  [one, other]: Int32Array,
  { locals, waited: seen }: Frame,
  memory: Memory,
  current = -1,
): number {
  const waited = seen & memory.attends;
  let low = one!;
  let high = other!;
  for (const { id } of locals) {
    low = mix(low, id);
    high = mix(high, ~id);
  }
  low = mix(mix(mix(low, memory.digest(1)), waited), current);
  high = mix(mix(mix(high, memory.digest(2)), waited), current);
  return (low >>> 0) * 0x200000 + (high >>> 11);
}
