import { mix } from '../digest.ts';
import { conflict, FOOTPRINT_WORDS, unite } from './footprint.ts';

/** Points of a task's code to which it may come back. */
export const TRAP = 1;
export const ROUND = 2;

/**
 * Words for each task: the point at which it was armed, 0 for none; whether it met somebody; two
 * digests of what it changed; two footprints.
 */
const ARMED = 0;
const MET = 1;
const CHANGED = 2;
const OWN = 4;
const OTHERS = OWN + FOOTPRINT_WORDS;
export const LOOP_WORDS = OTHERS + FOOTPRINT_WORDS;

/**
 * Tells whether a task has come back to where it was: since a point in its code it has changed
 * nothing that lasts, and has had nothing to do with anybody else.
 *
 * Then it can do the same again for ever, however the others are scheduled: a lasso. The digests of
 * memory are sums of changes, so a task's own part of them is zero when it has put all back; and
 * steps of others with which it did not conflict could have come before or after.
 */
export class Loops {
  private readonly tasks: number;
  private words: Int32Array;

  constructor(tasks: number) {
    this.tasks = tasks;
    this.words = new Int32Array(tasks * LOOP_WORDS);
  }

  /** Works on these words from now on, which the caller keeps with the state. */
  use(words: Int32Array): void {
    this.words = words;
  }

  /** The task is at a point to which it may come back; an earlier one is forgotten. */
  arm(task: number, point: number): void {
    const at = task * LOOP_WORDS;
    this.words.fill(0, at, at + LOOP_WORDS);
    this.words[at + ARMED] = point;
  }

  /** There is nothing that the task may come back to any more. */
  disarm(task: number): void {
    const at = task * LOOP_WORDS;
    this.words.fill(0, at, at + LOOP_WORDS);
  }

  /** A transition of this task, which changed the digests of memory by `low` and `high`. */
  take(task: number, footprint: Int32Array, low: number, high: number): void {
    const { words } = this;
    for (let each = 0; each < this.tasks; each += 1) {
      const at = each * LOOP_WORDS;
      if (words[at + ARMED] === 0 || words[at + MET] !== 0) continue;
      const own = each === task;
      unite(words, at + (own ? OWN : OTHERS), footprint, 0);
      if (conflict(words, at + (own ? OTHERS : OWN), footprint, 0)) words[at + MET] = 1;
      if (!own) continue;
      words[at + CHANGED]! ^= low;
      words[at + CHANGED + 1]! ^= high;
    }
  }

  /** The task, at this point again, is where it was when it was armed. */
  isBack(task: number, point: number): boolean {
    const { words } = this;
    const at = task * LOOP_WORDS;
    return (
      words[at + ARMED] === point &&
      words[at + MET] === 0 &&
      words[at + CHANGED] === 0 &&
      words[at + CHANGED + 1] === 0
    );
  }

  /** What may still make a difference, taken into a digest. */
  digest(before: number): number {
    const { words } = this;
    let hash = before;
    for (let task = 0; task < this.tasks; task += 1) {
      const at = task * LOOP_WORDS;
      if (words[at + ARMED] === 0) continue;
      hash = mix(mix(hash, task), words[at + ARMED]!);
      if (words[at + MET] !== 0) continue;
      for (let word = CHANGED; word < LOOP_WORDS; word += 1) hash = mix(hash, words[at + word]!);
    }
    return hash;
  }
}
