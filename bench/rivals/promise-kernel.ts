/** The kernel under the promises, as small as a user would write it: one object, mapped once. */

/** Owners of locks are task numbers; this is nobody. */
export const NOBODY = -1;
/** Pages of the object and of its mapping. */
export const PAGES = 4;

/** A run in which the program broke a rule. */
export class BrokenRule extends Error {}

/** How much goes on beside the faults. */
export type Environment = 'none' | 'evictor' | 'crowd';

/** What the world of a run is, and which defect is seeded. */
export interface Scenario {
  /** Threads beside the two that fault: none, the evictor, or munmap and signal as well. */
  readonly environment: Environment;
  /** The driver has no bus address space left. */
  readonly ioReserveFails: boolean;
  readonly defect: 'none' | 'unlocked-twice' | 'io-lock-kept';
}

/** The state that threads share. */
export class PromiseKernel {
  reservation = NOBODY;
  ioLock = NOBODY;
  lruLock = NOBODY;
  waitMutex = NOBODY;
  readers = 0;
  writer = NOBODY;
  queued = 0;
  /** One reference of the handle, one of the mapping. */
  references = 2;
  attached = true;
  iomem = true;
  populated = false;
  moving: 'none' | 'pending' | 'signaled' = 'none';
  deleted = false;
  readonly present: boolean[] = new Array(PAGES).fill(false);
  readonly signals = [0, 0];

  takeReservation(task: number): boolean {
    if (this.reservation !== NOBODY) return false;
    this.reservation = task;
    return true;
  }

  releaseReservation(task: number): void {
    if (this.reservation !== task) {
      throw new BrokenRule(`${task} unlocks the reservation of ${this.reservation}`);
    }
    this.reservation = NOBODY;
  }

  takeIoLock(task: number): number {
    if (this.ioLock !== NOBODY) return -1;
    this.ioLock = task;
    return 0;
  }

  releaseIoLock(task: number): void {
    if (this.ioLock !== task) throw new BrokenRule(`${task} unlocks the io lock of ${this.ioLock}`);
    this.ioLock = NOBODY;
  }

  releaseRead(): void {
    if (this.readers === 0) throw new BrokenRule('the mmap lock has no reader');
    this.readers -= 1;
  }

  get(): void {
    if (this.references === 0) throw new BrokenRule('the object is gone');
    this.references += 1;
  }

  put(): void {
    if (this.references === 0) throw new BrokenRule('the object has no reference');
    this.references -= 1;
  }

  insert(page: number): void {
    if (!this.attached) throw new BrokenRule('a page is inserted in an unmapped vma');
    this.present[page] = true;
  }

  /** The object goes from video memory to system memory; a fence tells when the data is there. */
  move(): void {
    this.present.fill(false);
    this.iomem = false;
    this.populated = true;
    this.moving = 'pending';
  }

  detach(): void {
    this.attached = false;
    this.present.fill(false);
  }

  /** What must hold when every thread is done. */
  assertNothingIsLeft(): void {
    const owners = { reservation: this.reservation, 'io lock': this.ioLock, lru: this.lruLock };
    for (const [lock, owner] of Object.entries(owners)) {
      if (owner !== NOBODY) throw new BrokenRule(`${owner} keeps the ${lock}`);
    }
    if (this.readers !== 0 || this.writer !== NOBODY) throw new BrokenRule('mmap lock is kept');
    const owned = this.attached ? 2 : 1;
    if (this.references !== owned) throw new BrokenRule(`${this.references} references are left`);
  }
}
