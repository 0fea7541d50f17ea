import { finish, mix } from '../../../scheduler/digest.ts';
import { LOOK, SET } from '../../../scheduler/explore/machine.ts';
import { ADDS, READ, SETS } from '../../../scheduler/explore/taped.ts';
import { TASKS_MAX } from '../../../scheduler/task.ts';
import { STACKS_END, STACKS_START } from './layout.ts';

/**
 * Keeps count of everything that is touched in a kernel: what the present step read,
 * wrote and added to, and what each task's own code has seen.
 *
 * A task is deterministic: two that have been answered the same and have read the same are in the
 * same state, whatever language they are written in. So the digest of what was seen stands for it.
 */
export class Recorder {
  /** What the running task's own code did since `clear`: what, address, value, and so on. */
  readonly log: number[] = [];
  /** By task: two digests of what its own code has read and been answered. */
  private readonly seen = new Int32Array(2 * TASKS_MAX);
  /** Two digests of what has been changed in memory since the run began. */
  readonly state = new Int32Array(2);
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
    this.clear();
    this.seen.fill(0);
    this.state.fill(0);
    this.paused = false;
  }

  /** Something was done that cannot be saved. */
  refuse(why: string): void {
    this.refusal ??= why;
  }

  /** A transition begins. */
  clear(): void {
    this.log.length = 0;
  }

  /** A word is read, by the own code of the task `running` or by a primitive (-1). */
  read(address: number, value: number, running: number): void {
    if (this.paused) return;
    if (this.tape !== null) this.tape.push(READ, address >>> 2, value);
    if (running < 0) return;
    this.known[running]!.push(value);
    this.log.push(LOOK, address, value);
    this.tell(running, value);
  }

  /** A word is written. */
  write(address: number, old: number, value: number, running: number): void {
    if (this.tape !== null) this.tape.push(SETS, address >>> 2, value);
    if (running >= 0) this.log.push(SET, address, value);
    this.change(address, old, value);
  }

  /** A word is added to. */
  add(address: number, old: number, value: number): void {
    if (this.tape !== null) this.tape.push(ADDS, address >>> 2, value - old);
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
    this.tell(task, value);
  }

  /** A digest of what the task has seen, of 53 bits. */
  knows(task: number): number {
    return (this.seen[2 * task]! >>> 0) * 0x200000 + (this.seen[2 * task + 1]! >>> 11);
  }

  /** The task's code begins anew and knows nothing but this. */
  forget(task: number, known: number): void {
    this.seen[2 * task] = 0x2545f491;
    this.seen[2 * task + 1] = 0x4f6cdd1d;
    this.known[task]!.length = 0;
    this.hear(task, known);
  }
}
