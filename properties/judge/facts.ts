import type { PrimitiveName } from '../../impl/kernel/event-names.ts';
import { FENCES_MAX, LAYOUT, WORDS_USED } from '../../impl/kernel/memory/layout.ts';
import { OBJECTS_MAX, PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  FAULT_FLAG_TRIED,
} from '../../impl/kernel/mm-flags.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import { type Caching, VMAS_MAX, type World } from '../../impl/kernel/world.ts';
import { codeOf } from '../../scheduler/event.ts';
import { TASKS_MAX } from '../../scheduler/task.ts';
import { ATTEMPTS, type Attempt, isMkwrite } from './attempt.ts';
import { type FactSpecs, type FactsOf, FactTable } from './fact-table.ts';
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

const CACHINGS: readonly Caching[] = ['cached', 'write-combined', 'uncached'];

/** An object's state as the trace tells it. */
const OBJECT = {
  /** Index into `MEMORY_TYPE_NAMES`. */
  placement: { first: 0 },
  generation: { first: 0 },
  /** Address of the fence in `moving`, 0 for none. */
  moving: { first: 0 },
  /** The fence of the last move, whatever a subject has done to `moving` since; 0 for none. */
  moveFence: { first: 0 },
  /** Caching of the placement, by number; it follows from the placement and from its moves. */
  cachingNumber: { first: 0 },
  /** Address of its translation table, 0 for none. */
  table: { first: 0 },
  /** It must not be faulted; gutting takes the table away that says so. */
  imported: { first: false },
  /** Io memory is reserved for mappings of it, where it is now. */
  ioReserved: { first: false },
  pages: { first: 0 },
  /** Address of its reservation. */
  resv: { first: 0 },
} as const satisfies FactSpecs;

/** Where the facts about one object stand. */
export const OBJECT_FACTS = new FactTable(OBJECT);

/** What is known of one object; see `OBJECT`. */
export type ObjectFacts = FactsOf<typeof OBJECT>;

/** Caching of the object's placement. */
export const cachingOf = ({ cachingNumber }: ObjectFacts): Caching => CACHINGS[cachingNumber]!;
/** The number of a caching. */
export const cachingNumberOf = (caching: Caching): number => CACHINGS.indexOf(caching);

/** What is known of everything that tasks share. */
const SHARED = {
  /** Owning task of a lock word (reservation, io mutex, spinlock), -1 for free; by address >> 2. */
  owner: { first: -1, length: WORDS_USED },
  /** The task that holds the mmap lock for writing, or -1. */
  writer: { first: -1 },
  /** 1 where a freed object stands; by address >> 2 of its first word. */
  freed: { first: 0, length: WORDS_USED },
  /** The task that performed the last operation, and the step since which no other one did. */
  actingTask: { first: -1, onlyTold: true },
  actingSince: { first: 0, onlyTold: true },
  /** By index of the fence. */
  fenceSignaled: { first: 0, length: FENCES_MAX },
  /** 0 none, 1 non-fatal, 2 fatal, by task. */
  signal: { first: 0, length: TASKS_MAX },
  /** By vma index: its object's index, -1 for no vma; whether it is still in its mm. */
  vmaObject: { first: -1, length: VMAS_MAX },
  vmaAttached: { first: 0, length: VMAS_MAX },
  /** Page table: pfn and protection by `vma * PAGES_MAX + page`; protection 0 means empty. */
  ptePfn: { first: 0, length: VMAS_MAX * PAGES_MAX },
  pteProt: { first: 0, length: VMAS_MAX * PAGES_MAX },
  /**
   * Who wrote the entry, -1 for somebody before the run or for nobody; and at which step. Of two
   * tasks that may have written it, either may be blamed.
   */
  pteTask: { first: -1, length: VMAS_MAX * PAGES_MAX, sameFrom: 0 },
  pteStep: { first: 0, length: VMAS_MAX * PAGES_MAX, onlyTold: true },
  /** `page->index` of system pages, by `object * PAGES_MAX + page`. */
  pageIndex: { first: 0, length: OBJECTS_MAX * PAGES_MAX },
} as const satisfies FactSpecs;

/** Where the facts stand that are no task's and no object's own. */
export const SHARED_FACTS = new FactTable(SHARED);

/** Words of everything that is no task's own. */
const SHARED_WORDS = SHARED_FACTS.size + OBJECTS_MAX * OBJECT_FACTS.size;

/**
 * What an observer of a trace knows at one event: who holds what, what is where.
 *
 * Laws are asked *before* an event is taken in, so facts are those at the moment when it happens.
 * `ledger.ts` is the only writer.
 */
export type Facts = FactsOf<typeof SHARED> & Observer;

/** Facts as laws see them at an event: what is shared, and the attempt of the task that acts. */
export type LawFacts = Omit<Facts, 'attempts' | 'attempt' | 'words' | 'shared' | 'begin'> & {
  readonly attempt: Readonly<Attempt>;
};

/** An observer that knows nothing yet. */
export const newFacts = (): Facts => new Observer() as Facts;

class Observer {
  world!: World;
  profile!: Profile;
  /** All words of what tasks share: those of `SHARED`, then the objects. */
  readonly shared = new Int32Array(SHARED_WORDS);
  /** Those of the world. */
  objects: readonly ObjectFacts[] = [];
  /** By task. */
  readonly attempts: readonly Attempt[] = Array.from({ length: TASKS_MAX }, () =>
    ATTEMPTS.create(),
  );
  /** The statechart that faulting tasks follow. */
  readonly chart = new ChartFollower();
  /** Whether a task has changed nothing since its previous trap, if somebody knows exactly. */
  isBack: ((task: number, fingerprint: number) => boolean) | null = null;
  /** The attempt of the task whose event is being judged. */
  attempt: Attempt = this.attempts[0]!;
  private readonly everyObject: readonly ObjectFacts[];

  constructor() {
    SHARED_FACTS.equip(this, this.shared.subarray(0, SHARED_FACTS.size));
    this.everyObject = Array.from({ length: OBJECTS_MAX }, (_, index) => {
      const from = SHARED_FACTS.size + index * OBJECT_FACTS.size;
      return OBJECT_FACTS.create(this.shared.subarray(from, from + OBJECT_FACTS.size));
    });
  }

  /** Forgets everything: a run in this world begins. */
  begin(this: Facts, world: World, profile: Profile): void {
    this.world = world;
    this.profile = profile;
    SHARED_FACTS.begin(this.words);
    for (const { words } of this.everyObject) OBJECT_FACTS.begin(words);
    for (const { words } of this.attempts) ATTEMPTS.begin(words);
    if (this.objects.length !== world.objects.length) {
      this.objects = this.everyObject.slice(0, world.objects.length);
    }
  }

  /** How many faulting tasks there are: they have the lowest ids. */
  get faultingTasks(): number {
    return this.world.faults.length;
  }

  /** The facts about an object, by its address. */
  object(address: number): ObjectFacts | undefined {
    return this.objects[LAYOUT.objects.indexOf(address)];
  }

  /** Does this task hold the reservation of this object (by address)? */
  holdsReservation(this: LawFacts, task: number, bo: number): boolean {
    const object = this.object(bo);
    return object !== undefined && this.owner[object.resv >> 2] === task;
  }

  /** Address of the reservation of this object (by address); 0 if there is no such object. */
  reservationOf(bo: number): number {
    return this.object(bo)?.resv ?? 0;
  }

  /** The manager whose io_reserve mutex this task holds, by address; 0 for none. */
  ioMutexOf(this: LawFacts, task: number): number {
    return LAYOUT.managers.find((manager) => this.owner[manager >> 2] === task) ?? 0;
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
  failedBy(kind: PrimitiveName): boolean {
    const { errorCodes, errorPrimitive } = this.attempt;
    return errorCodes !== 0 && errorPrimitive === codeOf(kind);
  }

  /**
   * Retrying is allowed in this attempt: for v5.7 and later only the first time, and never to
   * mkwrite, after which the core goes on as if the mmap lock were held (§3.3, §3.4).
   */
  mayRetry(attempt: Readonly<Attempt>): boolean {
    const { flags } = attempt;
    if (isMkwrite(attempt)) return false;
    const tried = this.profile.retry === 'many' && (flags & FAULT_FLAG_TRIED) !== 0;
    return (flags & FAULT_FLAG_ALLOW_RETRY) !== 0 && !tried;
  }

  /** The handler may drop the mmap lock and return VM_FAULT_RETRY in this attempt. */
  mayDropMmapLock(attempt: Readonly<Attempt>): boolean {
    return this.mayRetry(attempt) && (attempt.flags & FAULT_FLAG_RETRY_NOWAIT) === 0;
  }

  /** A move of this object is under way: the GPU has not signaled its fence. */
  inTransit(this: LawFacts, bo: number): boolean {
    const fence = this.object(bo)?.moveFence ?? 0;
    return fence !== 0 && this.fenceSignaled[LAYOUT.fences.indexOf(fence)] === 0;
  }
}

SHARED_FACTS.define(Observer.prototype);
