import { FENCES_MAX, RESOURCES_MAX } from '../../impl/kernel/memory/layout.ts';
import { FAULT_FLAG_MKWRITE } from '../../impl/kernel/mm-flags.ts';
import { TTM_BO_VM_NUM_PREFAULT } from '../../impl/kernel/ttm-flags.ts';
import { type FactSpecs, type FactsOf, FactTable } from './fact-table.ts';

/** Set at `fault_enter`; over with the call. */
const CALL = { until: 'fault_return' } as const;
/** What one call of the handler does; over with the call. */
const DONE = { until: 'fault_return' } as const;
/** Known from one call of the handler to the next one. */
const NEXT = { until: 'fault_enter' } as const;
/** Known as long as the access traps. */
const TRAP = { until: 'trap_end' } as const;

/**
 * What is known of one task: what one call of its fault handler has done so far, and what lasts
 * from call to call. Counts are of calls inside the handler.
 */
const ATTEMPT = {
  /** Between `fault_enter` and `fault_return`. */
  inHandler: { first: false, ...CALL },
  bo: { first: 0, ...CALL },
  vma: { first: 0, ...CALL },
  /** Page-aligned address, and its page number inside the vma. */
  address: { first: 0, ...CALL },
  page: { first: 0, ...CALL },
  /** `vmf->flags` at entry. */
  flags: { first: 0, ...CALL },

  /** Reservation of `bo`: how often taken and given back. */
  resvTaken: { first: 0, ...DONE },
  resvReleased: { first: 0, ...DONE },
  /** The last try took it with the mmap lock held, as mapping needs it, not only to wait for it. */
  resvToMap: { first: false, ...DONE },
  /** A trylock of it failed. */
  contended: { first: false, ...DONE },
  /** A move was pending when the fence was last asked. */
  movePending: { first: false, ...DONE },
  /** A wait for the reservation, its mutex or a fence was begun, whatever it came to. */
  waitTried: { first: false, ...DONE },
  /** `up_read` calls of the handler. */
  mmapReleased: { first: 0, ...DONE },
  /** Own references to `bo`: gets minus puts, and how many gets and puts. */
  boGets: { first: 0, ...DONE },
  boPuts: { first: 0, ...DONE },
  /** `drm_dev_enter` minus `drm_dev_exit`. */
  deviceSections: { first: 0, ...DONE },
  /** A wait for a fence ran out of time. */
  timeRanOut: { first: false, ...DONE },
  /** `drm_dev_enter` said that the device is there / that it is gone. */
  present: { first: false, ...DONE },
  unplugged: { first: false, ...DONE },
  /** The last page that was allocated for oneself holds zeroes. */
  pageZeroed: { first: false, ...DONE },
  /** What of the driver's own was taken and not given back: key, pair, how often, and how. */
  takenKeys: { first: 0, length: RESOURCES_MAX, ...DONE },
  takenPairs: { first: 0, length: RESOURCES_MAX, ...DONE },
  takenCounts: { first: 0, length: RESOURCES_MAX, ...DONE },
  takenHow: { first: 0, length: RESOURCES_MAX, ...DONE },
  /** The manager given to the last `ttm_mem_io_lock` that succeeded and is not unlocked; 0 none. */
  ioManager: { first: 0, ...DONE },
  /** Calls with RETRY_NOWAIT that had to wait for a reservation, a mutex or a fence. */
  waits: { first: 0, sameFrom: 1, ...DONE },
  /** By index of the fence: gets minus puts; how often it was taken out of `moving`, minus in. */
  fenceRefs: { first: 0, length: FENCES_MAX, ...DONE },
  fenceCleared: { first: 0, length: FENCES_MAX, ...DONE },
  /** Result of a wait for each fence was 0. */
  fenceWaited: { first: 0, length: FENCES_MAX, ...DONE },

  /** From `reserved_enter`; the defaults are those of the monolith. */
  numPrefault: { first: TTM_BO_VM_NUM_PREFAULT as number, ...DONE },
  prot: { first: 0, ...DONE },
  /** One of the helpers said VM_FAULT_RETRY, which gives up the lock unless RETRY_NOWAIT is set. */
  toldToRetry: { first: false, ...DONE },

  /** Insertions asked for, and those that were answered with VM_FAULT_NOPAGE. */
  insertsTried: { first: 0, ...DONE },
  insertsDone: { first: 0, ...DONE },
  /** Page number (in the vma) and reply of the last insertion. */
  insertLastPage: { first: -1, ...DONE },
  insertLastReply: { first: 0, ...DONE },
  /** The faulting page has been answered with VM_FAULT_NOPAGE. */
  faultingPageDone: { first: false, ...DONE },
  /** Pages of `bo` that were NULL in `ttm->pages` when they were last looked at: one bit each. */
  pagesMissing: { first: 0, ...DONE },

  /** First failure of a primitive that must be reported: the VM_FAULT codes that may, as a mask. */
  errorCodes: { first: 0, ...DONE },
  errorPrimitive: { first: -1, ...DONE },
  /** A primitive was interrupted. */
  interrupted: { first: false, ...DONE },
  /** A primitive was interrupted, or said "again": the fault may be tried again later. */
  again: { first: false, ...NEXT },
  /** The reservation was busy, was not waited for, and retrying was not allowed. */
  busy: { first: false, ...NEXT },

  /** What the trap has seen: returns of RETRY that dropped the lock. */
  retries: { first: 0, sameFrom: 1, ...TRAP },
  /** Fingerprint of memory when the trap began, 0 for unknown; the step at which it did. */
  trapFingerprint: { first: 0, onlyTold: true, ...TRAP },
  trapStep: { first: 0, onlyTold: true, ...TRAP },

  /** The object whose vma the subject's own `open` or `close` is given, and gets minus puts of it. */
  vmCallBo: { first: 0 },
  vmCallRefs: { first: 0 },

  /** How often the task holds the mmap lock for reading, and how many spinlocks it holds. */
  mmapReads: { first: 0 },
  spinlocks: { first: 0 },
  /** Where the task stands in the statechart: a number that means nothing outside this run. */
  chartState: { first: 0 },
} as const satisfies FactSpecs;

/** Where the facts of one task stand, and when each of them ends. */
export const ATTEMPTS = new FactTable(ATTEMPT);

/** What is known of one task; see `ATTEMPT`. */
export type Attempt = FactsOf<typeof ATTEMPT>;

/** The page is there and is to become writable: nothing has to be mapped (domain.md §5.1). */
export const isMkwrite = ({ flags }: Attempt): boolean => (flags & FAULT_FLAG_MKWRITE) !== 0;

/** A call of the handler begins. */
export function enterHandler({ words }: Attempt): void {
  ATTEMPTS.end(words, 'fault_return');
  ATTEMPTS.end(words, 'fault_enter');
}

/** The handler is over: what it has done is nobody's business any more. */
export function leaveHandler({ words }: Attempt): void {
  ATTEMPTS.end(words, 'fault_return');
}

/** The access is over. */
export function endTrap({ words }: Attempt): void {
  ATTEMPTS.end(words, 'fault_return');
  ATTEMPTS.end(words, 'fault_enter');
  ATTEMPTS.end(words, 'trap_end');
}
