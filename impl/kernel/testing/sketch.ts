import type { Profile } from '../profile.ts';
import type { DriverSpec, FaultSpec, ObjectSpec, VmaSpec, World } from '../world.ts';

/** What differs from one object of three pages in video memory, mapped once, touched once. */
export interface Sketch extends Partial<Omit<World, 'objects' | 'vmas' | 'faults' | 'driver'>> {
  readonly objects?: readonly Partial<ObjectSpec>[];
  readonly vmas?: readonly Partial<VmaSpec>[];
  readonly faults?: readonly Partial<FaultSpec>[];
  readonly driver?: Partial<DriverSpec>;
}

const OBJECT: ObjectSpec = {
  placement: 'vram',
  caching: 'write-combined',
  pages: 3,
  reservation: 0,
  moving: 'none',
  ttm: 'empty',
  imported: false,
  handle: true,
};
const VMA: VmaSpec = {
  object: 0,
  offset: 0,
  pages: 3,
  overhang: false,
  writable: true,
  present: [],
};
const FAULT: FaultSpec = { vma: 0, page: 0, caller: 'user', write: false };
const DRIVER: DriverSpec = { notify: 'absent', scattered: false, ioReserveLru: ['vram'] };

/** Fills a sketch in. */
export const worldOf = ({ objects, vmas, faults, driver, ...rest }: Sketch): World => ({
  objects: (objects ?? [{}]).map((object) => ({ ...OBJECT, ...object })),
  vmas: (vmas ?? [{}]).map((vma) => ({ ...VMA, ...vma })),
  faults: (faults ?? [{}]).map((fault) => ({ ...FAULT, ...fault })),
  driver: { ...DRIVER, ...driver },
  environment: [],
  failures: [],
  readersOvertake: false,
  defects: [],
  ...rest,
});

/** The failure of a primitive of task 0, at this call or at every one. */
export const failing = (
  primitive: string,
  error: World['failures'][number]['error'],
  call = 0,
): Sketch => ({ failures: [{ task: 0, primitive, call, error }] });

/** The kernel of v5.5, with its io lock, and the one of v5.10, without. */
export const V5_5: Profile = {
  retry: 'once',
  lockOrder: 'mmap-last',
  ioLock: true,
  populateNull: 'oops',
};
export const V5_10: Profile = {
  retry: 'many',
  lockOrder: 'mmap-first',
  ioLock: false,
  populateNull: 'EINVAL',
};
