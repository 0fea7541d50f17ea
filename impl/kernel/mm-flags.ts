/**
 * Bits of the VM core: fault flags, fault results, vma flags and protection (domain.md §3.1, §3.2).
 */

// Every constant here is also one of C subjects' headers, used in TypeScript or not.
export const PAGE_SHIFT = 12;
export const PAGE_SIZE = 1 << PAGE_SHIFT;

export const FAULT_FLAG_WRITE = 0x01;
export const FAULT_FLAG_MKWRITE = 0x02;
export const FAULT_FLAG_ALLOW_RETRY = 0x04;
export const FAULT_FLAG_RETRY_NOWAIT = 0x08;
export const FAULT_FLAG_KILLABLE = 0x10;
export const FAULT_FLAG_TRIED = 0x20;
export const FAULT_FLAG_USER = 0x40;
export const FAULT_FLAG_REMOTE = 0x80;
export const FAULT_FLAG_INTERRUPTIBLE = 0x200;

export const VM_FAULT_OOM = 0x1;
export const VM_FAULT_SIGBUS = 0x2;
export const VM_FAULT_SIGSEGV = 0x40;
export const VM_FAULT_NOPAGE = 0x100;
export const VM_FAULT_LOCKED = 0x200;
export const VM_FAULT_RETRY = 0x400;
/** OOM, SIGBUS, SIGSEGV, HWPOISON, HWPOISON_LARGE and FALLBACK. */
export const VM_FAULT_ERROR = 0x873;

export const VM_READ = 0x1;
export const VM_WRITE = 0x2;
export const VM_SHARED = 0x8;
export const VM_PFNMAP = 0x400;
export const VM_IO = 0x4000;
export const VM_RAND_READ = 0x10000;
export const VM_MIXEDMAP = 0x10000000;

/** Protection bits of a page-table entry, as this simulation numbers them. */
export const PROT_PRESENT = 0x1;
export const PROT_RW = 0x2;
export const PROT_UNCACHED = 0x10;
export const PROT_WRITE_COMBINED = 0x20;
export const PROT_ENCRYPTED = 0x100;
export const PROT_CACHING = PROT_UNCACHED | PROT_WRITE_COMBINED;

const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [FAULT_FLAG_WRITE, 'WRITE'],
  [FAULT_FLAG_MKWRITE, 'MKWRITE'],
  [FAULT_FLAG_ALLOW_RETRY, 'ALLOW_RETRY'],
  [FAULT_FLAG_RETRY_NOWAIT, 'RETRY_NOWAIT'],
  [FAULT_FLAG_KILLABLE, 'KILLABLE'],
  [FAULT_FLAG_TRIED, 'TRIED'],
  [FAULT_FLAG_USER, 'USER'],
  [FAULT_FLAG_REMOTE, 'REMOTE'],
  [FAULT_FLAG_INTERRUPTIBLE, 'INTERRUPTIBLE'],
];

const RESULT_NAMES: readonly (readonly [number, string])[] = [
  [VM_FAULT_OOM, 'VM_FAULT_OOM'],
  [VM_FAULT_SIGBUS, 'VM_FAULT_SIGBUS'],
  [VM_FAULT_SIGSEGV, 'VM_FAULT_SIGSEGV'],
  [VM_FAULT_NOPAGE, 'VM_FAULT_NOPAGE'],
  [VM_FAULT_LOCKED, 'VM_FAULT_LOCKED'],
  [VM_FAULT_RETRY, 'VM_FAULT_RETRY'],
];

const PROT_NAMES: readonly (readonly [number, string])[] = [
  [PROT_RW, 'RW'],
  [PROT_UNCACHED, 'UNCACHED'],
  [PROT_WRITE_COMBINED, 'WC'],
  [PROT_ENCRYPTED, 'ENCRYPTED'],
];

function bitNames(value: number, names: readonly (readonly [number, string])[]): string {
  const known = names.filter(([bit]) => (value & bit) !== 0);
  const rest = known.reduce((left, [bit]) => left & ~bit, value);
  const parts = known.map(([, name]) => name);
  if (rest !== 0) parts.push(`0x${(rest >>> 0).toString(16)}`);
  return parts.join('|') || '0';
}

/** `ALLOW_RETRY|USER` for a flags word. */
export const faultFlagNames = (flags: number): string => bitNames(flags, FLAG_NAMES);
/** `VM_FAULT_NOPAGE` for a result word; a negative number stays a number, as it is no result. */
export const faultResultNames = (result: number): string =>
  result < 0 ? String(result) : bitNames(result, RESULT_NAMES);
/** `RW|WC` for a protection word. */
export const protNames = (prot: number): string => bitNames(prot & ~PROT_PRESENT, PROT_NAMES);
