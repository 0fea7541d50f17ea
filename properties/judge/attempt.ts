import { FENCES_MAX } from '../../impl/kernel/memory/layout.ts';
import { FAULT_FLAG_MKWRITE } from '../../impl/kernel/mm-flags.ts';
import { TTM_BO_VM_NUM_PREFAULT } from '../../impl/kernel/ttm-flags.ts';

/**
 * What one call of a fault handler has done so far, by one faulting task.
 *
 * Counts are of calls inside the handler; `fault_enter` sets everything back.
 */
export class Attempt {
  /** Between `fault_enter` and `fault_return`. */
  inHandler = false;
  bo = 0;
  vma = 0;
  /** Page-aligned address, and its page number inside the vma. */
  address = 0;
  page = 0;
  /** `vmf->flags` at entry. */
  flags = 0;

  /** The page is there and is to become writable: nothing has to be mapped (domain.md §5.1). */
  get isMkwrite(): boolean {
    return (this.flags & FAULT_FLAG_MKWRITE) !== 0;
  }

  /** Reservation of `bo`: how often taken and given back. */
  resvTaken = 0;
  resvReleased = 0;
  /** It was taken with the mmap lock held, as mapping needs it, not only to wait for it. */
  resvToMap = false;
  /** A trylock of it failed. */
  contended = false;
  /** `up_read` calls of the handler. */
  mmapReleased = 0;
  /** Own references to `bo`: gets minus puts, and how many gets and puts. */
  boGets = 0;
  boPuts = 0;
  /** `drm_dev_enter` minus `drm_dev_exit`. */
  deviceSections = 0;
  /** The manager given to the last `ttm_mem_io_lock` that succeeded and is not unlocked; 0 none. */
  ioManager = 0;
  /** Calls that had to wait for a reservation, a mutex or a fence. */
  waits = 0;
  /**
   * Gets minus puts of each fence, by index; how often each was taken out of `moving`, minus in.
   */
  readonly fenceRefs = new Int8Array(FENCES_MAX);
  readonly fenceCleared = new Int8Array(FENCES_MAX);
  /** Result of a wait for each fence was 0. */
  readonly fenceWaited = new Uint8Array(FENCES_MAX);

  /** From `reserved_enter`; the defaults are those of the monolith. */
  numPrefault = TTM_BO_VM_NUM_PREFAULT;
  prot = 0;
  /** One of the helpers said VM_FAULT_RETRY, which gives up the lock unless RETRY_NOWAIT is set. */
  toldToRetry = false;

  /** Insertions asked for, and those that were answered with VM_FAULT_NOPAGE. */
  insertsTried = 0;
  insertsDone = 0;
  /** Page number (in the vma) and reply of the last insertion. */
  insertLastPage = -1;
  insertLastReply = 0;
  /** The faulting page has been answered with VM_FAULT_NOPAGE. */
  faultingPageDone = false;
  /** Pages of `bo` that were NULL in `ttm->pages` when they were last looked at: one bit each. */
  pagesMissing = 0;

  /**
   * First failure of a primitive that must be reported: the VM_FAULT code(s) that may, as a mask.
   */
  errorCodes = 0;
  errorPrimitive = -1;
  /** A primitive was interrupted, or said "again": the fault may be tried again later. */
  again = false;
  interrupted = false;
  /** The reservation was busy, was not waited for, and retrying was not allowed. */
  busy = false;
  /** What the trap has seen: returns of RETRY that dropped the lock. */
  retries = 0;
  /** Fingerprint of memory when the trap began, 0 for unknown; the step at which it did. */
  trapFingerprint = 0;
  trapStep = 0;

  reset(): void {
    this.resvTaken = 0;
    this.resvReleased = 0;
    this.resvToMap = false;
    this.contended = false;
    this.mmapReleased = 0;
    this.boGets = 0;
    this.boPuts = 0;
    this.deviceSections = 0;
    this.ioManager = 0;
    this.waits = 0;
    this.fenceRefs.fill(0);
    this.fenceCleared.fill(0);
    this.fenceWaited.fill(0);
    this.numPrefault = TTM_BO_VM_NUM_PREFAULT;
    this.prot = 0;
    this.toldToRetry = false;
    this.insertsTried = 0;
    this.insertsDone = 0;
    this.insertLastPage = -1;
    this.insertLastReply = 0;
    this.faultingPageDone = false;
    this.pagesMissing = 0;
    this.errorCodes = 0;
    this.errorPrimitive = -1;
    this.again = false;
    this.interrupted = false;
    this.busy = false;
  }

  /** The handler is over: what it has done is nobody's business any more, but for this. */
  leave(): void {
    const { again, busy } = this;
    this.reset();
    this.inHandler = false;
    this.bo = 0;
    this.vma = 0;
    this.address = 0;
    this.page = 0;
    this.flags = 0;
    this.again = again;
    this.busy = busy;
  }

  /** Takes over everything from another one. */
  copy(from: Attempt): void {
    this.inHandler = from.inHandler;
    this.bo = from.bo;
    this.vma = from.vma;
    this.address = from.address;
    this.page = from.page;
    this.flags = from.flags;
    this.resvTaken = from.resvTaken;
    this.resvReleased = from.resvReleased;
    this.resvToMap = from.resvToMap;
    this.contended = from.contended;
    this.mmapReleased = from.mmapReleased;
    this.boGets = from.boGets;
    this.boPuts = from.boPuts;
    this.deviceSections = from.deviceSections;
    this.ioManager = from.ioManager;
    this.waits = from.waits;
    this.numPrefault = from.numPrefault;
    this.prot = from.prot;
    this.toldToRetry = from.toldToRetry;
    this.insertsTried = from.insertsTried;
    this.insertsDone = from.insertsDone;
    this.insertLastPage = from.insertLastPage;
    this.insertLastReply = from.insertLastReply;
    this.faultingPageDone = from.faultingPageDone;
    this.pagesMissing = from.pagesMissing;
    this.errorCodes = from.errorCodes;
    this.errorPrimitive = from.errorPrimitive;
    this.again = from.again;
    this.interrupted = from.interrupted;
    this.busy = from.busy;
    this.retries = from.retries;
    this.trapFingerprint = from.trapFingerprint;
    this.trapStep = from.trapStep;
    this.fenceRefs.set(from.fenceRefs);
    this.fenceCleared.set(from.fenceCleared);
    this.fenceWaited.set(from.fenceWaited);
  }
}
