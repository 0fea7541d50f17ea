import type { ErrnoName } from './errno.ts';
import type { MemoryTypeName } from './ttm-flags.ts';

/** Limits of a world; `structs.ts` has those of objects and pages. */
export const VMAS_MAX = 3;
export const FAULTS_MAX = 3;
export const ACTORS_MAX = 6;
export const FAILURES_MAX = 6;

/** How pages are cached. */
export type Caching = 'cached' | 'write-combined' | 'uncached';

/** A buffer object as it is when the run begins. */
export interface ObjectSpec {
  readonly placement: MemoryTypeName;
  /** That of the first placement, and what its table was made with: `caching.ts`. */
  readonly caching: Caching;
  /** Pages, 1 to `PAGES_MAX`. */
  readonly pages: number;
  /** Which reservation object it uses; two objects may share one. */
  readonly reservation: number;
  /** A move that has been started: not at all, still copying, or done but not yet noticed. */
  readonly moving: 'none' | 'pending' | 'signaled';
  /** Its translation table: not populated, populated, or missing (domain.md B21). */
  readonly ttm: 'empty' | 'populated' | 'absent';
  /**
   * Imported from another driver: must not be faulted here (domain.md §1.5 step 2). `mappable`: its
   * pages are the driver's own, though its table is EXTERNAL; in kernels that have no such tables it
   * is an object as any other (domain.md §2.6).
   */
  readonly imported: boolean | 'mappable';
  /** A handle keeps a reference beside the vmas. */
  readonly handle: boolean;
}

/** A mapping of an object. */
export interface VmaSpec {
  readonly object: number;
  /** First page of the object that is mapped. */
  readonly offset: number;
  readonly pages: number;
  /** Contract only: the last page lies beyond the object, which mmap would refuse. */
  readonly overhang: boolean;
  readonly writable: boolean;
  /** Pages (of the vma) that somebody has mapped before the run begins. */
  readonly present: readonly number[];
}

/** Who touches the mapping, which decides the fault flags (domain.md §3.4). */
export type Caller =
  /** A user-mode access. */
  | 'user'
  /** `copy_to_user` and the like: a kernel-mode access. */
  | 'kernel'
  /** `fixup_user_fault` with `unlocked`: KVM, vfio. */
  | 'fixup'
  /** `fixup_user_fault` without `unlocked` (futex), and device page faults: no retry allowed. */
  | 'fixup-locked'
  /** RETRY_NOWAIT: contract only, no caller in the tree reaches TTM with it. */
  | 'nowait';

/** A thread that touches one page of a mapping. */
export interface FaultSpec {
  readonly vma: number;
  readonly page: number;
  readonly caller: Caller;
  readonly write: boolean;
}

/** An actor of the environment: a file in `impl/environment/` and what it is aimed at. */
export interface ActorSpec {
  readonly actor: string;
  /** Index of the object, vma or fault that it acts on, modulo how many there are. */
  readonly target: number;
  /** One of the actor's variants. */
  readonly variant: string;
}

/** A primitive that fails: which call of which faulting task, and how. */
export interface FailureSpec {
  /** Index into `faults`. */
  readonly task: number;
  /** Its name; all insertions are `vmf_insert`, both io reservations `ttm_mem_io_reserve`. */
  readonly primitive: string;
  /** First call is 1; 0 means every call. */
  readonly call: number;
  readonly error: FailureName;
}

/** How a primitive can fail: an errno, or a fault result of an insertion. */
export type FailureName = ErrnoName | 'VM_FAULT_OOM' | 'VM_FAULT_SIGBUS' | 'MISSING_PAGE';

/** The driver's side of the device. */
export interface DriverSpec {
  /**
   * `fault_reserve_notify`: no such hook, leaves the object alone, or moves it where it is seen.
   */
  readonly notify: 'absent' | 'keeps' | 'to-tt' | 'to-vram';
  /** Has an `io_mem_pfn` hook because its video memory is scattered. */
  readonly scattered: boolean;
  /** Memory types whose manager uses the io_reserve lock and LRU; others use the fast path. */
  readonly ioReserveLru: readonly MemoryTypeName[];
}

/** Everything about a run that is not scheduling: plain JSON. */
export interface World {
  readonly objects: readonly ObjectSpec[];
  readonly vmas: readonly VmaSpec[];
  readonly faults: readonly FaultSpec[];
  readonly environment: readonly ActorSpec[];
  readonly failures: readonly FailureSpec[];
  readonly driver: DriverSpec;
  /** A reader may take the mmap lock although a writer is queued (domain.md §2.2). */
  readonly readersOvertake: boolean;
  /** Known defects of the primitives that are switched on: B9 counts a failed io reserve. */
  readonly defects: readonly 'B9'[];
}
