/** What is known of a pair; nothing. */
export const UNKNOWN = -1;

/** Numbers by pairs of numbers that are not negative: open addressing in typed arrays. */
export class PairMap {
  /** How many pairs there are. */
  count = 0;
  private firsts = new Int32Array(64);
  private seconds = new Int32Array(64);
  private values = new Int32Array(64).fill(UNKNOWN);
  private mask = 63;

  /** The number of the pair; `UNKNOWN` if it has none. */
  get(first: number, second: number): number {
    return this.values[this.slotOf(first, second)]!;
  }

  set(first: number, second: number, value: number): void {
    if (2 * this.count > this.mask) this.grow();
    const slot = this.slotOf(first, second);
    if (this.values[slot] === UNKNOWN) this.count += 1;
    this.firsts[slot] = first;
    this.seconds[slot] = second;
    this.values[slot] = value;
  }

  private slotOf(first: number, second: number): number {
    const { firsts, seconds, values, mask } = this;
    let slot = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    slot = (slot ^ (slot >>> 15)) & mask;
    while (values[slot] !== UNKNOWN && (firsts[slot] !== first || seconds[slot] !== second)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const { firsts, seconds, values } = this;
    const room = 2 * values.length;
    this.firsts = new Int32Array(room);
    this.seconds = new Int32Array(room);
    this.values = new Int32Array(room).fill(UNKNOWN);
    this.mask = room - 1;
    for (let at = 0; at < values.length; at += 1) {
      if (values[at] === UNKNOWN) continue;
      const slot = this.slotOf(firsts[at]!, seconds[at]!);
      this.firsts[slot] = firsts[at]!;
      this.seconds[slot] = seconds[at]!;
      this.values[slot] = values[at]!;
    }
  }
}

/** Gives each pair that it meets the next number, from 0 on. */
export class Pairs {
  readonly firsts: number[] = [];
  readonly seconds: number[] = [];
  private readonly numbers = new PairMap();

  /** The number of the pair, a new one if it was never met. */
  numberOf(first: number, second: number): number {
    const known = this.numbers.get(first, second);
    if (known !== UNKNOWN) return known;
    const number = this.firsts.push(first) - 1;
    this.seconds.push(second);
    this.numbers.set(first, second, number);
    return number;
  }
}
