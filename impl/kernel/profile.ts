/**
 * What the kernel around a subject promises (domain.md §10): it decides which environment the
 * subject is run in and which laws bind it.
 */
export interface Profile {
  /** May a fault be retried once, or (v5.7 and later) any number of times? domain.md §3.3. */
  readonly retry: 'once' | 'many';
  /**
   * `mmap-last`: a submitter may fault while it holds a reservation, so under the mmap lock a
   * reservation may only be tried. `mmap-first`: blocking there is allowed. domain.md §7 L5.
   */
  readonly lockOrder: 'mmap-last' | 'mmap-first';
  /** The memory type manager has an io_reserve lock and LRU (up to v5.9). domain.md §2.5. */
  readonly ioLock: boolean;
  /** What `ttm_tt_populate(NULL)` does: oops, or return -EINVAL. domain.md §2.6. */
  readonly populateNull: 'oops' | 'EINVAL';
  /**
   * What the vmas are: VM_MIXEDMAP, also where nothing is said, or VM_PFNMAP (v5.14 and later). It
   * decides which way of inserting a page is a BUG. domain.md §2.8.
   */
  readonly vmas?: 'mixedmap' | 'pfnmap';
  /**
   * Is every EXTERNAL table refused, also where nothing is said, or may it say that it is mappable
   * (v5.16 and later)? domain.md §2.6.
   */
  readonly imports?: 'refused' | 'mappable';
  /**
   * Can a signal end the populating of a table? v6.4 and later; before, a fault waited for it
   * whatever came. domain.md §6 B27.
   */
  readonly populate?: 'uninterruptible' | 'interruptible';
}
