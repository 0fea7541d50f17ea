/** A defect that is known: in which subjects, which law it breaks, and its row in domain.md §6. */
export interface KnownDefect {
  readonly row: string;
  readonly invariant: string;
  readonly subjects: readonly string[];
  readonly summary: string;
}

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
  },
  {
    row: 'B5',
    invariant: 'first-error-reported',
    subjects: ['v5.10', 'v5.11'],
    summary: 'an error on the faulting page is turned into VM_FAULT_NOPAGE',
  },
  {
    row: 'B5',
    invariant: 'prefault-error-swallowed',
    subjects: ['v5.10', 'v5.11'],
    summary: 'an error on a prefaulted page reaches the caller',
  },
  {
    row: 'B7',
    invariant: 'io-lock-same-manager',
    subjects: ['v5.3', 'rfc', 'v5.5', 'v5.6', 'v5.7'],
    summary: 'the manager is looked up before fault_reserve_notify moves the object',
  },
  {
    row: 'B8',
    invariant: 'object-state-under-reservation',
    subjects: ['v5.3'],
    summary: 'the memory type is read before the object is reserved',
  },
  {
    row: 'B11',
    invariant: 'always-resolves',
    subjects: ['v5.3', 'rfc', 'v5.5'],
    summary: 'contention without retry is answered at once: the CPU spins until the owner lets go',
  },
  {
    row: 'B21',
    invariant: 'no-crash',
    subjects: ['v5.3', 'rfc', 'v5.5', 'v5.6', 'v5.7'],
    summary: 'a system object without a translation table is populated all the same',
  },
];

/** The known defect behind a broken law of a subject, if there is one. */
export function knownDefect(subject: string, invariant: string): KnownDefect | undefined {
  const [helpers] = subject.split('+');
  return KNOWN_DEFECTS.find(
    (defect) => defect.invariant === invariant && defect.subjects.includes(helpers!),
  );
}
