/** Bits of a private part in a row. */
const PART_BITS = 16;
/** Private parts that a task can have. */
export const PARTS_MAX = 1 << PART_BITS;

/**
 * States, packed: a word for the shared part, and half a word for each private one. Equal ones have
 * the same number, in the order in which they came; of each it is known by which step it was found.
 */
export class Rows {
  count = 0;
  /** By state: the one from which it was found first (-1 for none), and by what. */
  from = new Int32Array(1024);
  by = new Uint8Array(1024);
  private readonly tasks: number;
  private readonly width: number;
  private words: Int32Array;
  private table = new Int32Array(2048);
  private readonly packed: Int32Array;

  /** Of so many tasks, and so many words more that tell states apart. */
  constructor(tasks: number) {
    this.tasks = tasks;
    this.width = 1 + ((tasks + 1) >> 1);
    this.words = new Int32Array(1024 * this.width);
    this.packed = new Int32Array(this.width);
  }

  /** Bytes that they take. */
  get bytes(): number {
    const { words, from, by, table } = this;
    return words.byteLength + from.byteLength + by.byteLength + table.byteLength;
  }

  /** Unpacks a state: the shared part, then the private ones by task. */
  load(state: number, row: Int32Array): void {
    const { words, width, tasks } = this;
    const at = state * width;
    row[0] = words[at]!;
    for (let task = 0; task < tasks; task += 1) {
      row[1 + task] = (words[at + 1 + (task >> 1)]! >>> ((task & 1) << 4)) & (PARTS_MAX - 1);
    }
  }

  /** The number of a state, -1 if it was never met. */
  find(row: Int32Array): number {
    this.pack(row);
    return this.table[this.slot()]! - 1;
  }

  /** The number of a state, which is `count - 1` if it is new. */
  numberOf(row: Int32Array, from: number, by: number): number {
    if (2 * this.count >= this.table.length) this.grow();
    this.pack(row);
    const slot = this.slot();
    if (this.table[slot] !== 0) return this.table[slot]! - 1;
    const state = this.count;
    if (state === this.from.length) this.enlarge();
    this.words.set(this.packed, state * this.width);
    this.from[state] = from;
    this.by[state] = by;
    this.count += 1;
    this.table[slot] = this.count;
    return state;
  }

  private pack(row: Int32Array): void {
    const { packed, tasks } = this;
    packed.fill(0);
    packed[0] = row[0]!;
    for (let task = 0; task < tasks; task += 1) {
      packed[1 + (task >> 1)]! |= row[1 + task]! << ((task & 1) << 4);
    }
  }

  /** Where the packed state stands in the table, or is to stand. */
  private slot(): number {
    const { packed, width, table, words } = this;
    const mask = table.length - 1;
    let slot = hash(packed, 0, width) & mask;
    for (; table[slot] !== 0; slot = (slot + 1) & mask) {
      const at = (table[slot]! - 1) * width;
      let word = 0;
      while (word < width && words[at + word] === packed[word]) word += 1;
      if (word === width) return slot;
    }
    return slot;
  }

  private enlarge(): void {
    const room = 2 * this.from.length;
    const [words, from, by] = [this.words, this.from, this.by];
    this.words = new Int32Array(room * this.width);
    this.words.set(words);
    this.from = new Int32Array(room);
    this.from.set(from);
    this.by = new Uint8Array(room);
    this.by.set(by);
  }

  private grow(): void {
    this.table = new Int32Array(2 * this.table.length);
    const { table, words, width } = this;
    const mask = table.length - 1;
    for (let state = 0; state < this.count; state += 1) {
      let slot = hash(words, state * width, width) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = state + 1;
    }
  }
}

function hash(words: Int32Array, from: number, width: number): number {
  let hash = 0;
  for (let at = from; at < from + width; at += 1) {
    hash = Math.imul(hash ^ words[at]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
