import { FENCES_MAX, LAYOUT, WORDS_USED } from '../../impl/kernel/memory/layout.ts';
import { OBJECTS_MAX, PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  FAULT_FLAG_TRIED,
} from '../../impl/kernel/mm-flags.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import type { Caching, World } from '../../impl/kernel/world.ts';
import { codeOf } from '../../scheduler/event.ts';
import { TASKS_MAX } from '../../scheduler/task.ts';
import { Attempt } from './attempt.ts';
import { ChartFollower } from './statechart/chart-follower.ts';

/** One event of a trace as the laws see it: one object, refilled for every event. */
export interface Event {
  code: number;
  task: number;
  object: number;
  a: number;
  b: number;
  c: number;
  reply: number;
  step: number;
  waited: boolean;
}

/** Index of the vma in which an attempt is. */
export const vmaOf = ({ vma }: Pick<Attempt, 'vma'>): number => LAYOUT.vmas.indexOf(vma);

/** An object's state as the trace tells it. */
export interface ObjectFacts {
  /** Index into `MEMORY_TYPE_NAMES`. */
  placement: number;
  generation: number;
  /** Address of the fence in `moving`, 0 for none. */
  moving: number;
  /** The fence of the last move, whatever a subject has done to `moving` since; 0 for none. */
  moveFence: number;
  readonly pages: number;
  /** Caching of the placement. */
  caching: Caching;
  /** Address of its translation table, 0 for none. */
  table: number;
  /** Gutting takes the table away that says so. */
  imported: boolean;
  /** Address of its reservation. */
  readonly resv: number;
}

/**
 * What an observer of a trace knows at one event: who holds what, what is where.
 *
 * Laws are asked *before* an event is taken in, so facts are those at the moment when it happens.
 * `ledger.ts` is the only writer.
 */
export class Facts {
  world!: World;
  profile!: Profile;
  /** Owning task of a lock word (reservation, io mutex, spinlock), -1 for free; by address >> 2. */
  readonly owner = new Int8Array(WORDS_USED);
  /** Tasks that hold the mmap lock for reading, and how often; the one that writes, or -1. */
  readonly reads = new Int8Array(TASKS_MAX);
  writer = -1;
  /** Spinlocks held by each task. */
  readonly spinlocks = new Int8Array(TASKS_MAX);
  /** 1 where a freed object stands; by address >> 2 of its first word. */
  readonly freed = new Uint8Array(WORDS_USED);
  /** The task that performed the last operation, and the step since which no other one did. */
  actingTask = -1;
  actingSince = 0;
  /** By index of the fence. */
  readonly fenceSignaled = new Uint8Array(FENCES_MAX);
  /** 0 none, 1 non-fatal, 2 fatal, by task. */
  readonly signal = new Uint8Array(TASKS_MAX);
  readonly objects: ObjectFacts[] = [];
  /** By vma index: its object's index; whether it is still in its mm. */
  readonly vmaObject: number[] = [];
  readonly vmaAttached = new Uint8Array(8);
  /** Page table: pfn and protection by `vma * PAGES_MAX + page`; protection 0 means empty. */
  readonly ptePfn = new Int32Array(8 * PAGES_MAX);
  readonly pteProt = new Int32Array(8 * PAGES_MAX);
  /** Who wrote the entry, -1 for somebody before the run; and at which step. */
  readonly pteTask = new Int8Array(8 * PAGES_MAX);
  readonly pteStep = new Int32Array(8 * PAGES_MAX);
  /** `page->index` of system pages, by `object * PAGES_MAX + page`. */
  readonly pageIndex = new Int32Array(OBJECTS_MAX * PAGES_MAX);
  readonly attempts = Array.from({ length: TASKS_MAX }, () => new Attempt());
  /** The statechart, with the state of every faulting task in it. */
  readonly chart = new ChartFollower();
  /** Whether a task has changed nothing since its previous trap, if somebody knows exactly. */
  isBack: ((task: number) => boolean) | null = null;
  /** The attempt of the task whose event is being judged. */
  attempt: Attempt = this.attempts[0]!;

  /** How many faulting tasks there are: they have the lowest ids. */
  get faultingTasks(): number {
    return this.world.faults.length;
  }

  /** The facts about an object, by its address. */
  object(address: number): ObjectFacts | undefined {
    return this.objects[LAYOUT.objects.indexOf(address)];
  }

  /** Does this task hold the reservation of this object (by address)? */
  holdsReservation(task: number, bo: number): boolean {
    const object = this.object(bo);
    return object !== undefined && this.owner[object.resv >> 2] === task;
  }

  /** Address of the reservation of this object (by address); 0 if there is no such object. */
  reservationOf(bo: number): number {
    return this.object(bo)?.resv ?? 0;
  }

  /** The manager whose io_reserve mutex this task holds, by address; 0 for none. */
  ioMutexOf(task: number): number {
    return LAYOUT.managers.find((manager) => this.owner[manager >> 2] === task) ?? 0;
  }

  /** Does this task hold the mmap lock, for reading? */
  holdsMmapLock(task: number): boolean {
    return this.reads[task]! > 0;
  }

  /** The manager of an object's present memory type, by address. */
  managerOf(bo: number): number {
    return LAYOUT.managers[this.object(bo)?.placement ?? 0]!;
  }

  /** Does this manager take a real lock in `ttm_mem_io_lock`? */
  hasIoMutex(manager: number): boolean {
    const name = MEMORY_TYPE_NAMES[LAYOUT.managers.indexOf(manager)];
    return (
      this.profile.ioLock && name !== undefined && this.world.driver.ioReserveLru.includes(name)
    );
  }

  /** The first failure that must be reported came from this primitive. */
  failedBy(kind: string): boolean {
    const { errorCodes, errorPrimitive } = this.attempt;
    return errorCodes !== 0 && errorPrimitive === codeOf(kind);
  }

  /**
   * Retrying is allowed in this attempt: for v5.7 and later only the first time, and never to
   * mkwrite, after which the core goes on as if the mmap lock were held (§3.3, §3.4).
   */
  mayRetry({ flags, isMkwrite }: Readonly<Attempt>): boolean {
    if (isMkwrite) return false;
    const tried = this.profile.retry === 'many' && (flags & FAULT_FLAG_TRIED) !== 0;
    return (flags & FAULT_FLAG_ALLOW_RETRY) !== 0 && !tried;
  }

  /** The handler may drop the mmap lock and return VM_FAULT_RETRY in this attempt. */
  mayDropMmapLock(attempt: Readonly<Attempt>): boolean {
    return this.mayRetry(attempt) && (attempt.flags & FAULT_FLAG_RETRY_NOWAIT) === 0;
  }

  /** A move of this object is under way: the GPU has not signaled its fence. */
  inTransit(bo: number): boolean {
    const fence = this.object(bo)?.moveFence ?? 0;
    return fence !== 0 && this.fenceSignaled[LAYOUT.fences.indexOf(fence)] === 0;
  }

  /** Takes over everything from other facts of the same world. */
  copy(from: Facts): void {
    this.world = from.world;
    this.profile = from.profile;
    this.owner.set(from.owner);
    this.reads.set(from.reads);
    this.writer = from.writer;
    this.spinlocks.set(from.spinlocks);
    this.freed.set(from.freed);
    this.actingTask = from.actingTask;
    this.actingSince = from.actingSince;
    this.fenceSignaled.set(from.fenceSignaled);
    this.signal.set(from.signal);
    from.objects.forEach((object, index) => {
      if (this.objects[index]) Object.assign(this.objects[index], object);
      else this.objects[index] = { ...object };
    });
    this.vmaObject.splice(0, this.vmaObject.length, ...from.vmaObject);
    this.vmaAttached.set(from.vmaAttached);
    this.ptePfn.set(from.ptePfn);
    this.pteProt.set(from.pteProt);
    this.pteTask.set(from.pteTask);
    this.pteStep.set(from.pteStep);
    this.pageIndex.set(from.pageIndex);
    for (let task = 0; task < from.faultingTasks; task += 1) {
      this.attempts[task]!.copy(from.attempts[task]!);
    }
    this.chart.copy(from.chart);
  }
}

/**
 * What a law may ask at an event: global facts, and the own attempt of the task that acts.
 *
 * Others' attempts are nobody's business, so the order of steps that do not touch each other makes
 * no difference to a law.
 */
export type LawFacts = Omit<Facts, 'attempts' | 'attempt' | 'copy'> & {
  readonly attempt: Readonly<Attempt>;
};
