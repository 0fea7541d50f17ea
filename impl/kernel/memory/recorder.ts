import { finish, mix } from '../../../scheduler/digest.ts';
import { FOOTPRINT_WORDS, type Footprints } from '../../../scheduler/explore/footprint.ts';
import { LOOK, SET } from '../../../scheduler/explore/machine.ts';
import { TASKS_MAX } from '../../../scheduler/task.ts';
import { DATA_PLACE, PLACE_OF_WORD } from './cells.ts';
import { STACKS_END, STACKS_START, WORDS_USED } from './layout.ts';

/**
 * Keeps count of everything that is touched in a kernel: which places the present transition read,
 * wrote and added to, and what each task's own code has seen.
 *
 * A task is deterministic: two that have been answered the same and have read the same are in the
 * same state, whatever language they are written in. So the digest of what was seen stands for it.
 */
export class Recorder {
  readonly footprint: Footprints = new Int32Array(FOOTPRINT_WORDS);
  /** What the running task's own code did since `clear`: what, address, value, and so on. */
  readonly log: number[] = [];
  /** By task: two digests of what its own code has read and been answered. */
  private readonly seen = new Int32Array(2 * TASKS_MAX);
  /** Two digests of what has been changed in memory since the run began. */
  readonly state = new Int32Array(2);
  /** Why what was done cannot be put away and brought back; null if it can. */
  refusal: string | null = null;
  /** Nothing is noted: the scheduler only looks who can run. */
  paused = false;

  /** A run begins. */
  begin(): void {
    this.clear();
    this.seen.fill(0);
    this.state.fill(0);
    this.paused = false;
  }

  /** Something was done that nobody can put away. */
  refuse(why: string): void {
    this.refusal ??= why;
  }

  /** A transition begins. */
  clear(): void {
    this.footprint.fill(0);
    this.log.length = 0;
  }

  /** A word is read, by the own code of the task `running` or by a primitive (-1). */
  read(address: number, value: number, running: number): void {
    if (this.paused) return;
    const place = placeAt(address);
    this.footprint[place >> 5]! |= 1 << place;
    if (running < 0) return;
    this.log.push(LOOK, address, value);
    this.tell(running, value);
  }

  /** Somebody who is no task looks at a word. */
  look(address: number): void {
    const place = placeAt(address);
    this.footprint[place >> 5]! |= 1 << place;
  }

  /** A word is written. */
  write(address: number, old: number, value: number, running: number): void {
    if (running >= 0) this.log.push(SET, address, value);
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
    // What a task has on its stack is what it knows.
    if (address >= STACKS_START && address < STACKS_END) return;
    const { state } = this;
    state[0]! ^= finish(mix(address, old)) ^ finish(mix(address, value));
    state[1]! ^= finish(mix(~old, address)) ^ finish(mix(~value, address));
  }

  /** The task learns a value. */
  tell(task: number, value: number): void {
    const { seen } = this;
    seen[2 * task] = mix(seen[2 * task]!, value);
    seen[2 * task + 1] = mix(seen[2 * task + 1]!, ~value);
  }

  /** A digest of what the task has seen, of 53 bits. */
  knows(task: number): number {
    return (this.seen[2 * task]! >>> 0) * 0x200000 + (this.seen[2 * task + 1]! >>> 11);
  }

  /** The task's code begins anew and knows nothing but this. */
  forget(task: number, known: number): void {
    this.seen[2 * task] = 0x2545f491;
    this.seen[2 * task + 1] = 0x4f6cdd1d;
    this.tell(task, known);
  }
}

const placeAt = (address: number): number =>
  address >>> 2 < WORDS_USED ? PLACE_OF_WORD[address >>> 2]! : DATA_PLACE;
