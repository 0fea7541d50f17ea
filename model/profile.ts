/** What the surrounding kernel promises, as far as the protocol depends on it (domain.md §10). */
export type ChartProfile = {
  /** `once`: the caller clears ALLOW_RETRY for the second round (≤ v5.6). `many`: it stays. */
  readonly retry: 'once' | 'many';
  /** `mmap-last`: no sleeping for the reservation under the mmap lock (≤ v5.5). */
  readonly lockOrder: 'mmap-last' | 'mmap-first';
  /** Whether io memory is reserved under the manager's io lock (≤ v5.9). */
  readonly ioLock: boolean;
};

/** The profiles that occur, by the kernel releases they stand for. */
export const chartProfiles = {
  'v5.3-v5.5': { retry: 'once', lockOrder: 'mmap-last', ioLock: true },
  'v5.6': { retry: 'once', lockOrder: 'mmap-first', ioLock: true },
  'v5.7-v5.9': { retry: 'many', lockOrder: 'mmap-first', ioLock: true },
  'v5.10': { retry: 'many', lockOrder: 'mmap-first', ioLock: false },
  /** No release: a v5.7 retry loop around the old lock order. */
  'many-mmap-last': { retry: 'many', lockOrder: 'mmap-last', ioLock: true },
} as const satisfies Record<string, ChartProfile>;
