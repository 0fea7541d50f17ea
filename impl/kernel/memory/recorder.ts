import { ADDS, READ, SETS } from '../../../scheduler/explore/taped.ts';
import { TASKS_MAX } from '../../../scheduler/task.ts';

/**
 * Keeps count of everything that is touched in a kernel: what the present step read,
 * wrote and added to, and what each task's own code has seen.
 *
 * A task is deterministic: two that have been answered the same and have read the same are in the
 * same state, whatever language they are written in. So the digest of what was seen stands for it.
 */
export class Recorder {
  /** Why what was done cannot be saved and restored; null if it can. */
  refusal: string | null = null;
  /** Nothing is noted: the scheduler only looks who can run. */
  paused = false;

  /** Everything that is done to memory, as `TAPE_WORDS` numbers each; null if nobody wants to know. */
  tape: number[] | null = null;
  /** By task: all that its own code has learned since it last began anew. */
  private readonly known: number[][] = Array.from({ length: TASKS_MAX }, () => []);

  /** A run begins. */
  begin(): void {
    for (const known of this.known) known.length = 0;
    this.paused = false;
  }

  /** Something was done that cannot be saved. */
  refuse(why: string): void {
    this.refusal ??= why;
  }

  /** A word is read, by the own code of the task `running` or by a primitive (-1). */
  read(address: number, value: number, running: number): void {
    if (this.paused) return;
    if (this.tape !== null) this.tape.push(READ, address >>> 2, value);
    if (running >= 0) this.known[running]!.push(value);
  }

  /** A word is written. */
  write(address: number, value: number): void {
    if (this.tape !== null) this.tape.push(SETS, address >>> 2, value);
  }

  /** A word is added to. */
  add(address: number, summand: number): void {
    if (this.tape !== null) this.tape.push(ADDS, address >>> 2, summand);
  }

  /** All that the task's own code has learned since it last began anew. */
  heard(task: number): readonly number[] {
    return this.known[task]!;
  }

  /** The task's operation of this kind was answered so. */
  answered(task: number, code: number, reply: number): void {
    this.known[task]!.push(code, reply);
  }

  /** The task's code, which began anew, learns a value all the same. */
  hear(task: number, value: number): void {
    this.known[task]!.push(value);
  }

  /** The task's code begins anew and knows nothing but this. */
  forget(task: number, known: number): void {
    this.known[task]!.length = 0;
    this.hear(task, known);
  }
}
