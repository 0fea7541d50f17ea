import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Run } from '../answers/run.ts';

/**
 * Every run that is one small step simpler: one part less, one field nearer to its simplest value.
 *
 * The order matters: what a reader would rather not see goes first.
 */
export function* smaller(run: Run): Generator<Run> {
  const { world, preemptions } = run;
  yield* withWorld(run, withoutOne(world, 'failures'));
  yield* withWorld(run, withoutOne(world, 'environment'));
  for (let fault = world.faults.length - 1; world.faults.length > 1 && fault >= 0; fault -= 1) {
    yield withoutFault(run, fault);
  }
  for (const [index, { at, to }] of preemptions.entries()) {
    yield { ...run, preemptions: preemptions.toSpliced(index, 1) };
    if (to > 0) yield { ...run, preemptions: preemptions.with(index, { at, to: to - 1 }) };
    if (at > 0) yield { ...run, preemptions: preemptions.with(index, { at: at - 1, to }) };
  }
  if (world.vmas.length > 1) yield* withWorld(run, withoutOne(world, 'vmas'));
  if (world.objects.length > 1) yield* withWorld(run, withoutOne(world, 'objects'));
  for (const list of LISTS) yield* withWorld(run, simplerEntries(world, list));
  yield* withWorld(run, simplerDriver(world));
  if (world.readersOvertake) yield { ...run, world: { ...world, readersOvertake: false } };
}

const LISTS = ['objects', 'vmas', 'faults', 'environment', 'failures'] as const;
type List = (typeof LISTS)[number];

/** Values of a field from the simplest on; a number is simpler the smaller it is. */
const LADDERS: Readonly<Record<string, readonly unknown[]>> = {
  placement: MEMORY_TYPE_NAMES,
  caching: ['cached', 'write-combined', 'uncached'],
  moving: ['none', 'signaled', 'pending'],
  ttm: ['empty', 'populated', 'absent'],
  imported: [false, 'mappable', true],
  handle: [true, false],
  overhang: [false, true],
  writable: [true, false],
  caller: ['user', 'kernel', 'fixup-locked', 'fixup', 'nowait'],
  write: [false, true],
  call: [1, 2, 0],
  notify: ['absent', 'keeps', 'to-tt', 'to-vram'],
  scattered: [false, true],
};

/** The values of a field that are simpler than this one. */
function simplerValues(field: string, value: unknown): readonly unknown[] {
  if (field === 'ioReserveLru') return everyManagerLocks(value as readonly unknown[]);
  const ladder = LADDERS[field];
  if (ladder) return ladder.slice(0, Math.max(0, ladder.indexOf(value)));
  if (typeof value === 'number' && value > 0) return value === 1 ? [0] : [0, value - 1];
  if (Array.isArray(value)) return value.map((_, index) => value.toSpliced(index, 1));
  return [];
}

/** Is each field of the one as simple as that of the other, or simpler? Indices are left out. */
export function isAtMost<T extends object>(one: T, other: T): boolean {
  return Object.entries(one).every(([field, value]) => {
    const than: unknown = other[field as keyof T];
    if (field === 'ioReserveLru') {
      return isEvery(value as readonly unknown[]) || sameSet(value, than);
    }
    const ladder = LADDERS[field];
    if (ladder) return ladder.indexOf(value) <= ladder.indexOf(than);
    const size = (part: unknown): number => (Array.isArray(part) ? part.length : Number(part));
    return size(value) <= size(than);
  });
}

const sameSet = (one: unknown, other: unknown): boolean =>
  JSON.stringify([...(one as string[])].sort()) === JSON.stringify([...(other as string[])].sort());

/** A lock that is really taken is easier to follow than a fast path on which nothing happens. */
const everyManagerLocks = (managers: readonly unknown[]): readonly unknown[] =>
  isEvery(managers) ? [] : [[...MEMORY_TYPE_NAMES]];

const isEvery = (managers: readonly unknown[]): boolean =>
  managers.length === MEMORY_TYPE_NAMES.length;

function* simplerFields<T extends object>(entry: T): Generator<T> {
  for (const [field, value] of Object.entries(entry)) {
    for (const simpler of simplerValues(field, value)) yield { ...entry, [field]: simpler };
  }
}

function* simplerEntries(world: World, list: List): Generator<World> {
  const entries: readonly object[] = world[list];
  for (const [index, entry] of entries.entries()) {
    for (const simpler of simplerFields(entry)) {
      yield { ...world, [list]: entries.with(index, simpler) };
    }
  }
}

function* simplerDriver(world: World): Generator<World> {
  for (const driver of simplerFields(world.driver)) yield { ...world, driver };
}

function* withoutOne(world: World, list: List): Generator<World> {
  for (const index of world[list].keys()) {
    yield { ...world, [list]: (world[list] as readonly object[]).toSpliced(index, 1) };
  }
}

function* withWorld(run: Run, worlds: Iterable<World>): Generator<Run> {
  for (const world of worlds) yield { ...run, world };
}

/** Without one faulting task; failures that were aimed at later ones move along. */
function withoutFault(run: Run, fault: number): Run {
  const { world } = run;
  const failures = world.failures
    .filter(({ task }) => task !== fault)
    .map((failure) => (failure.task > fault ? { ...failure, task: failure.task - 1 } : failure));
  return { ...run, world: { ...world, failures, faults: world.faults.toSpliced(fault, 1) } };
}
