import {
  FAULT_ENTER,
  FAULT_RETURN,
  TRAP_BEGIN,
  TRAP_END,
  TRAP_ENDS,
} from '../../impl/kernel/marks.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  VM_FAULT_RETRY,
} from '../../impl/kernel/mm-flags.ts';
import { type Loops, ROUND, TRAP } from '../../scheduler/explore/loops.ts';
import { TASKS_MAX } from '../../scheduler/task.ts';
import { FIELD, type Trace } from '../../scheduler/trace.ts';
import type { Loop } from './lasso.ts';

/** Which loop it is that a task goes round in: from trap to trap, or from retry to retry. */
export type LoopKind = 'trap' | 'round';

/** A task has come back to the state in which it was. */
export interface Lap extends Loop {
  readonly kind: LoopKind;
}

/** How restarts are counted. */
export interface Counting {
  /** A trap may have any number of rounds, as from v5.7 on. */
  readonly retriesMany: boolean;
  /** Rounds after which the simulation gives a trap up. */
  readonly roundsMax: number;
  /** Runs are left where a lap is closed, and what closes it does not count. */
  readonly leaves: boolean;
}

/** Numbers that are kept of each task: its trap's retries, its traps, where its last lap began. */
const RETRIES = 0;
const TRAPS = 1;
const LAP_FROM = 2;
const NUMBERS = 3;

const GAVE_UP = TRAP_ENDS.indexOf('gave-up');

/**
 * Counts how often accesses begin anew, over all the runs that it follows.
 *
 * How many traps an access has taken and how many retries its trap, a task knows itself, so states
 * in which these differ are never merged. Its calls of the handler it does not know: of those it
 * says what each transition adds, and the exploration finds the longest path.
 */
export class RestartCounter {
  /** By task: calls of the handler that the last transition has begun. */
  readonly gains = new Uint8Array(TASKS_MAX);
  readonly most = { retries: 0, traps: 0 };
  /** Loops that were closed in some run. */
  readonly closed = new Set<LoopKind>();
  /** Limits of the simulation that some access has reached. */
  readonly cutOff = new Set<LoopKind>();
  private readonly how: Counting;
  private readonly now = new Int32Array(TASKS_MAX * NUMBERS);
  private readonly slots: Int32Array[] = [];

  constructor(how: Counting) {
    this.how = how;
  }

  /** A run begins. */
  begin(): void {
    this.now.fill(0);
  }

  /** Takes in the event of a faulting task that stands here; the lap if one is closed by it. */
  take(trace: Trace, event: number, loops: Loops): Lap | undefined {
    const { words } = trace;
    const task = words[event + FIELD.task]!;
    switch (words[event + FIELD.code]) {
      case TRAP_BEGIN.code:
        return this.trap(trace, task, words[event + FIELD.c] !== 0, loops);
      case FAULT_ENTER.code:
        this.gains[task]! += 1;
        return undefined;
      case FAULT_RETURN.code: {
        if ((words[event + FIELD.reply]! & VM_FAULT_RETRY) === 0) return undefined;
        return this.retry(trace, task, words[event + FIELD.b]!, loops);
      }
      case TRAP_END.code:
        loops.disarm(task);
        if (words[event + FIELD.reply] === GAVE_UP) this.giveUp(task);
        return undefined;
      default:
        return undefined;
    }
  }

  private trap(trace: Trace, task: number, armed: boolean, loops: Loops): Lap | undefined {
    const lap = loops.isBack(task, TRAP) ? this.close(trace, task, 'trap') : undefined;
    this.now[task * NUMBERS + RETRIES] = 0;
    this.now[task * NUMBERS + TRAPS]! += 1;
    if (!lap || !this.how.leaves) this.note(task, TRAPS, 'traps');
    // The first trap has filled in the fault: nothing comes back to the state before it.
    if (armed) this.arm(trace, task, TRAP, loops);
    return lap;
  }

  private retry(trace: Trace, task: number, flags: number, loops: Loops): Lap | undefined {
    const lap = loops.isBack(task, ROUND) ? this.close(trace, task, 'round') : undefined;
    this.now[task * NUMBERS + RETRIES]! += 1;
    if (!lap || !this.how.leaves) this.note(task, RETRIES, 'retries');
    const again = flags & (FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_RETRY_NOWAIT);
    const more = this.how.retriesMany && again === FAULT_FLAG_ALLOW_RETRY;
    // From the second one on, rounds have the same flags. A trap that has two comes to no third
    // state of its own, so no loop of traps is forgotten with this.
    if (more && this.now[task * NUMBERS + RETRIES]! >= 2) this.arm(trace, task, ROUND, loops);
    return lap;
  }

  private arm(trace: Trace, task: number, point: number, loops: Loops): void {
    loops.arm(task, point);
    this.now[task * NUMBERS + LAP_FROM] = trace.step;
  }

  private note(task: number, number: number, measure: 'retries' | 'traps'): void {
    this.most[measure] = Math.max(this.most[measure], this.now[task * NUMBERS + number]!);
  }

  private close(trace: Trace, task: number, kind: LoopKind): Lap {
    this.closed.add(kind);
    return { task, kind, from: this.now[task * NUMBERS + LAP_FROM]!, to: trace.step };
  }

  private giveUp(task: number): void {
    const retries = this.now[task * NUMBERS + RETRIES]!;
    this.cutOff.add(retries >= this.how.roundsMax ? 'round' : 'trap');
  }

  /** Puts what it knows of the present run away under a number. */
  save(slot: number): void {
    this.slots[slot] ??= new Int32Array(this.now.length);
    this.slots[slot].set(this.now);
  }

  /** Goes on from there. */
  restore(slot: number): void {
    this.now.set(this.slots[slot]!);
  }
}
