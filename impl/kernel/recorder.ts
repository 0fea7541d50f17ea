import { FOOTPRINT_WORDS, type Footprints } from '../../scheduler/explore/footprint.ts';
import { WORDS_USED } from './layout.ts';
import { DATA_PLACE, PLACE_OF_WORD } from './places.ts';

/** Tasks of which it is known what they have seen. */
const TASKS_MAX = 16;

/**
 * Keeps count of everything that is touched in a kernel: which places the present transition read,
 * wrote and added to, and what each task's own code has seen.
 *
 * A task is deterministic: two that have been answered the same and have read the same are in the
 * same state, whatever language they are written in. So the digest of what was seen stands for it.
 */
export class Recorder {
  readonly footprint: Footprints = new Int32Array(FOOTPRINT_WORDS);
  /** By task: a digest of what its own code has read and been answered. */
  readonly seen = new Int32Array(TASKS_MAX);
  /** Two digests of what has been changed in memory since the run began. */
  readonly state = new Int32Array(2);
  /** Nothing is noted: the scheduler only looks who can run. */
  paused = false;

  /** A run begins. */
  begin(): void {
    this.clear();
    this.seen.fill(0);
    this.state.fill(0);
    this.paused = false;
  }

  /** A transition begins. */
  clear(): void {
    this.footprint.fill(0);
  }

  /** A word is read, by the own code of the task `running` or by a primitive (-1). */
  read(address: number, value: number, running: number): void {
    if (this.paused) return;
    const place = placeAt(address);
    this.footprint[place >> 5]! |= 1 << place;
    if (running >= 0) this.tell(running, value);
  }

  /** A word is written. */
  write(address: number, old: number, value: number): void {
    const place = placeAt(address);
    this.footprint[2 + (place >> 5)]! |= 1 << place;
    this.change(address, old, value);
  }

  /** A word is added to. */
  add(address: number, old: number, value: number): void {
    const place = placeAt(address);
    this.footprint[4 + (place >> 5)]! |= 1 << place;
    this.change(address, old, value);
  }

  /** Takes an old value out of the digests of memory, and a new one in. */
  private change(address: number, old: number, value: number): void {
    if (old === value) return;
    const { state } = this;
    state[0]! ^= mix(mix(address, old), 1) ^ mix(mix(address, value), 1);
    state[1]! ^= mix(mix(~address, old), 2) ^ mix(mix(~address, value), 2);
  }

  /** A fingerprint is taken: whatever anybody does comes before it or after it. */
  touchAll(): void {
    this.footprint.fill(-1, 0, 4);
  }

  /** The task learns a value. */
  tell(task: number, value: number): void {
    this.seen[task] = mix(this.seen[task]!, value);
  }

  /** The task's code begins anew and knows nothing but this. */
  forget(task: number, known: number): void {
    this.seen[task] = mix(0x2545f491, known);
  }
}

const placeAt = (address: number): number =>
  address >>> 2 < WORDS_USED ? PLACE_OF_WORD[address >>> 2]! : DATA_PLACE;

/** One step of a 32-bit digest, with the multipliers of MurmurHash3. */
export function mix(hash: number, value: number): number {
  let word = Math.imul(value, 0xcc9e2d51);
  word = (word << 15) | (word >>> 17);
  const mixed = hash ^ Math.imul(word, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
