import { mix } from '../digest.ts';
import { grown } from '../grow-array.ts';
import type { Footprints } from './footprint.ts';

/** Keeps rows of footprints, equal ones once: a search has few of them beside its states. */
export class FootprintPool {
  /** Different rows. */
  count = 0;
  private readonly width: number;
  private rows: Int32Array;
  /** Number of a row, plus one, by digest: open addressing, at most half full. */
  private table = new Int32Array(256);

  /** Rows of so many words. */
  constructor(width: number) {
    this.width = width;
    this.rows = new Int32Array(64 * width);
  }

  get bytes(): number {
    return this.rows.byteLength + this.table.byteLength;
  }

  /** The number of the row that is equal to the beginning of `from`. */
  put(from: Footprints): number {
    const { width } = this;
    let slot = this.slotOf(from, 0);
    if (this.table[slot] !== 0) return this.table[slot]! - 1;
    const row = this.count;
    if ((row + 1) * width > this.rows.length) {
      this.rows = grown(this.rows, this.rows.length * 2);
    }
    for (let word = 0; word < width; word += 1) this.rows[row * width + word] = from[word]!;
    this.count += 1;
    if (this.count * 2 > this.table.length) {
      this.grow();
      slot = this.slotOf(from, 0);
    }
    this.table[slot] = row + 1;
    return row;
  }

  /** Adds a row to what is in `into`. */
  uniteInto(row: number, into: Footprints): void {
    const { width, rows } = this;
    const at = row * width;
    for (let word = 0; word < width; word += 1) into[word]! |= rows[at + word]!;
  }

  /** Where the row that begins there stands in the table, or would stand. */
  private slotOf(from: Footprints, at: number): number {
    const { width, table, rows } = this;
    const mask = table.length - 1;
    let hash = 0;
    for (let word = 0; word < width; word += 1) hash = mix(hash, from[at + word]!);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      if (table[slot] === 0) return slot;
      const start = (table[slot]! - 1) * width;
      let word = 0;
      while (word < width && rows[start + word] === from[at + word]) word += 1;
      if (word === width) return slot;
    }
  }

  private grow(): void {
    const { width, rows } = this;
    this.table = new Int32Array(this.table.length * 2);
    // The last row is not in the table yet.
    for (let row = 0; row < this.count - 1; row += 1) {
      this.table[this.slotOf(rows, row * width)] = row + 1;
    }
  }
}
