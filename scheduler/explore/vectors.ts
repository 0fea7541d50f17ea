import { finish, mix } from '../digest.ts';

/** What a write does: the word becomes the value, or the value is added to it. */
export const SETS = 1;
export const ADDS = 2;
/** Numbers of a write in a list: what it does, the word, the value. */
export const WRITE_WORDS = 3;

/** What a word adds to the hash of its vector. */
const hashOf = (word: number, value: number): number => finish(mix(word, value));

/**
 * Vectors of words, each of which has a number: equal ones the same. The first one is number 0.
 *
 * Of each only those words are kept that some vector has otherwise than the first one. Vectors are
 * compared word by word, so none is ever taken for another one.
 */
export class Vectors {
  private readonly first: Int32Array;
  /** By word: where it stands in what is kept, -1 if no vector has it otherwise than the first. */
  private readonly places: Int32Array;
  /** The words that are kept, in the order of their places. */
  private readonly kept: number[] = [];
  private readonly rows: Int32Array[] = [new Int32Array(0)];
  private readonly hashes: number[] = [0];
  private table = new Int32Array(256);
  private readonly scratch: Int32Array;

  constructor(first: Int32Array) {
    this.first = first.slice();
    this.places = new Int32Array(first.length).fill(-1);
    this.scratch = new Int32Array(first.length);
    this.enter(0);
  }

  /** How many there are. */
  get count(): number {
    return this.rows.length;
  }

  /** Bytes that they take. */
  get bytes(): number {
    return this.rows.reduce((sum, { byteLength }) => sum + byteLength, this.table.byteLength);
  }

  /** A word of a vector. */
  at(vector: number, word: number): number {
    const place = this.places[word]!;
    const row = this.rows[vector]!;
    return place >= 0 && place < row.length ? row[place]! : this.first[word]!;
  }

  /** The first word in which these differ from the vector, those left out aside; -1 for none. */
  firstUnlike(vector: number, words: Int32Array, leftOut: Uint8Array): number {
    const { first, places } = this;
    const row = this.rows[vector]!;
    for (let word = 0; word < first.length; word += 1) {
      const place = places[word]!;
      const value = place >= 0 && place < row.length ? row[place]! : first[word]!;
      if (value !== words[word] && leftOut[word] === 0) return word;
    }
    return -1;
  }

  /** Writes the whole vector there. */
  load(vector: number, into: Int32Array): void {
    const { first, kept } = this;
    into.set(first);
    const row = this.rows[vector]!;
    for (let place = 0; place < row.length; place += 1) into[kept[place]!] = row[place]!;
  }

  /** The number of these words. */
  numberOf(words: Int32Array): number {
    const { first, places, kept, scratch } = this;
    let hash = 0;
    for (let word = 0; word < first.length; word += 1) {
      if (words[word] === first[word]) continue;
      if (places[word]! < 0) places[word] = kept.push(word) - 1;
      hash = (hash + hashOf(word, words[word]!)) | 0;
    }
    for (let place = 0; place < kept.length; place += 1) scratch[place] = words[kept[place]!]!;
    return this.find(hash);
  }

  /** The number of a vector after these writes. */
  after(vector: number, writes: Int32Array): number {
    const { first, places, kept, scratch } = this;
    const row = this.rows[vector]!;
    for (let place = 0; place < kept.length; place += 1) {
      scratch[place] = place < row.length ? row[place]! : first[kept[place]!]!;
    }
    let hash = this.hashes[vector]!;
    for (let at = 0; at < writes.length; at += WRITE_WORDS) {
      const word = writes[at + 1]!;
      const place = places[word]!;
      const old = place < 0 ? first[word]! : scratch[place]!;
      const value = writes[at] === SETS ? writes[at + 2]! : (old + writes[at + 2]!) | 0;
      if (value === old) continue;
      if (place < 0) places[word] = kept.push(word) - 1;
      scratch[places[word]!] = value;
      if (old !== first[word]) hash = (hash - hashOf(word, old)) | 0;
      if (value !== first[word]) hash = (hash + hashOf(word, value)) | 0;
    }
    return this.find(hash);
  }

  /** The vector in `scratch`. */
  private find(hash: number): number {
    const { rows, hashes, table } = this;
    const mask = table.length - 1;
    for (let slot = hash & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      const vector = table[slot]! - 1;
      if (hashes[vector] === hash && this.isScratch(vector)) return vector;
    }
    rows.push(this.scratch.slice(0, this.kept.length));
    hashes.push(hash);
    if (4 * rows.length > 3 * table.length) this.grow();
    else this.enter(rows.length - 1);
    return rows.length - 1;
  }

  /** What came after a vector was kept is in it as in the first one. */
  private isScratch(vector: number): boolean {
    const { scratch, first, kept } = this;
    const row = this.rows[vector]!;
    for (let place = 0; place < kept.length; place += 1) {
      const value = place < row.length ? row[place]! : first[kept[place]!]!;
      if (scratch[place] !== value) return false;
    }
    return true;
  }

  private enter(vector: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let slot = this.hashes[vector]! & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = vector + 1;
  }

  private grow(): void {
    this.table = new Int32Array(2 * this.table.length);
    for (let vector = 0; vector < this.rows.length; vector += 1) this.enter(vector);
  }
}
