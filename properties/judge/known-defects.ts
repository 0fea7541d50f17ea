import type { Subject } from '../../impl/subject.ts';

/** A defect that is known: in which subjects, which law it breaks, and its row in domain.md §6. */
export interface KnownDefect {
  readonly row: string;
  readonly invariant: string;
  readonly subjects: readonly string[];
  readonly summary: string;
  /** How the same defect shows in a file that is in no catalogue, where that can be told. */
  readonly shows?: RegExp;
}

const ERROR_RETURNED = /^VM_FAULT_\w+ is returned although page \d+ of the vma is mapped/;

/** Every known defect of the shipped subjects; whatever else they break is a surprise. */
export const KNOWN_DEFECTS: readonly KnownDefect[] = [
  {
    row: 'B1',
    invariant: 'io-lock-balanced',
    subjects: ['rfc'],
    summary: 'the io_reserve lock is not given back when ttm_mem_io_reserve_vm fails',
  },
  {
    row: 'B2',
    invariant: 'fence-refs-balanced',
    subjects: ['v5.3', 'rfc', 'v5.5', 'v5.6', 'v5.7'],
    summary: 'the saved reference to the moving fence leaks when fault_reserve_notify fails',
  },
  {
    row: 'B3',
    invariant: 'prefault-complete',
    subjects: ['v5.3', 'rfc'],
    summary: 'prefaulting stops after the second page',
  },
  {
    row: 'B4',
    invariant: 'prefault-error-swallowed',
    subjects: ['v5.3', 'rfc'],
    summary: 'an error on a prefaulted page reaches the caller',
    shows: ERROR_RETURNED,
  },
  {
    row: 'B5',
    invariant: 'first-error-reported',
    subjects: ['v5.10', 'v5.11'],
    summary: 'an error on the faulting page is turned into VM_FAULT_NOPAGE',
    shows: /^vmf_insert\w* failed, but the handler returns VM_FAULT_NOPAGE/,
  },
  {
    row: 'B5',
    invariant: 'prefault-error-swallowed',
    subjects: ['v5.10', 'v5.11'],
    summary: 'an error on a prefaulted page reaches the caller',
    shows: ERROR_RETURNED,
  },
  {
    row: 'B7',
    invariant: 'io-lock-same-manager',
    subjects: ['v5.3', 'rfc', 'v5.5', 'v5.6', 'v5.7'],
    summary: 'the manager is looked up before fault_reserve_notify moves the object',
    shows: /^io memory of \S+, now in \S+, is reserved under the lock of /,
  },
  {
    row: 'B8',
    invariant: 'object-state-under-reservation',
    subjects: ['v5.3'],
    summary: 'the memory type is read before the object is reserved',
    shows: /mem_type is read without the reservation$/,
  },
  {
    row: 'B11',
    invariant: 'always-resolves',
    subjects: ['v5.3', 'rfc', 'v5.5'],
    summary: 'contention without retry is answered at once: the CPU spins until the owner lets go',
    shows: /^the access faults again with nothing changed, as the reservation is busy/,
  },
  {
    row: 'B21',
    invariant: 'no-crash',
    subjects: ['v5.3', 'rfc', 'v5.5', 'v5.6', 'v5.7'],
    summary: 'a system object without a translation table is populated all the same',
    shows: /bad pointer 0x0 to struct ttm_tt$/,
  },
];

/** What is known of a subject that breaks a law, and how it does so. */
interface Breaking {
  readonly subject: Pick<Subject, 'name' | 'profile' | 'profileFrom'>;
  readonly invariant: string;
  readonly found: string;
}

/**
 * The known defect behind a broken law of a subject, if there is one. A file whose kernel is read
 * off its text has the defects of the versions for that kernel, where they show in the same way.
 */
export function knownDefect({ subject, invariant, found }: Breaking): KnownDefect | undefined {
  const [helpers] = subject.name.split('+');
  const all = KNOWN_DEFECTS.filter((defect) => defect.invariant === invariant);
  const own = all.find(({ subjects }) => subjects.includes(helpers!));
  if (own || subject.profileFrom === undefined) return own;
  return all.find(
    ({ shows, row }) => shows?.test(found) && HAS_IO_LOCK[row] !== !subject.profile.ioLock,
  );
}

/** Of rows that are known by the same words: which of them are of kernels with an io lock. */
const HAS_IO_LOCK: Readonly<Record<string, boolean>> = { B4: true, B5: false };
