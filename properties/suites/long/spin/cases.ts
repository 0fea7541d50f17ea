import type { World } from '../../../../impl/kernel/world.ts';

/** The same question to SPIN and to `explore`. */
export interface Case {
  readonly title: string;
  /** Switches of `ttm.pml`. */
  readonly switches: readonly string[];
  readonly subject: string;
  /** The litmus world, and what is different in this case. */
  readonly world: string;
  readonly change: (world: World) => World;
  /** What both have to find; null for nothing. */
  readonly found: {
    /** In SPIN's words. */
    readonly error: RegExp;
    /** The law that says so. */
    readonly law: string;
  } | null;
  /** Laws that `explore` does not ask here, to go on where they are broken. */
  readonly unasked?: readonly string[];
}

/**
 * The order of locks that the kernel's authors agreed on: to wait under the mmap lock breaks it at
 * once. SPIN knows no agreements, only whether somebody waits for ever.
 */
const AGREEMENTS = ['lock-order', 'no-wait-under-mmap-lock', 'conforms-to-statechart'];

const same = (world: World): World => world;

const without =
  (actor: string) =>
  (world: World): World => ({
    ...world,
    environment: world.environment.filter((each) => each.actor !== actor),
  });

/** There is no room on the bus for the first thread's object. */
const noBus = (world: World): World => ({
  ...world,
  objects: world.objects.map((object) => ({ ...object, placement: 'vram' as const })),
  driver: { ...world.driver, ioReserveLru: ['vram'] },
  failures: [{ task: 0, primitive: 'ttm_mem_io_reserve', call: 1, error: 'EINVAL' }],
});

const CROWD = ['EVICTED', 'UNMAPPED', 'SIGNALLED'];
const TWO_LOCKS = {
  subject: 'lock-instead-of-trylock',
  world: 'queued-writer',
  unasked: AGREEMENTS,
};
const ASLEEP = ['THREADS=1', 'LOCK_INSTEAD_OF_TRYLOCK'];

/** What the protocol's author would ask, with the answer. */
export const CASES: readonly Case[] = [
  {
    title: 'the repaired helpers among everything else are correct',
    ...{ switches: CROWD, subject: 'repaired', world: 'everything', change: same, found: null },
  },
  {
    title: 'two threads that meet nothing else are correct, and so is a failure on the bus',
    switches: ['FAILING'],
    ...{ subject: 'v5.5', world: 'two-faults', change: noBus, found: null },
  },
  {
    title: 'a reservation that is given back twice after a retry is not',
    switches: [...CROWD, 'UNLOCKED_ON_RETRY'],
    ...{ subject: 'unlocked-on-retry', world: 'everything', change: same },
    found: { error: /^assertion violated \(reservation==/, law: 'no-unlock-after-retry' },
  },
  {
    title: 'an io lock that is kept when there is no room on the bus is not',
    switches: ['FAILING', 'IO_LOCK_KEPT'],
    ...{ subject: 'rfc', world: 'two-faults', change: noBus },
    found: { error: /^assertion violated .*io_lock==/, law: 'io-lock-balanced' },
  },
  {
    title: 'waiting for the reservation under the mmap lock deadlocks with submitter and writer',
    switches: [...ASLEEP, 'SUBMITTED', 'UNMAPPED'],
    ...{ ...TWO_LOCKS, change: same },
    found: { error: /^invalid end state/, law: 'deadlock-free' },
  },
  {
    title: 'without the writer, the submitter copies beside the thread that waits for it',
    switches: [...ASLEEP, 'SUBMITTED'],
    ...{ ...TWO_LOCKS, change: without('munmap'), found: null },
  },
  {
    title: 'without the submitter, nobody keeps the reservation for ever',
    switches: [...ASLEEP, 'UNMAPPED'],
    ...{ ...TWO_LOCKS, change: without('submitter'), found: null },
  },
  {
    title: 'with both, but without waiting under the mmap lock, there is no deadlock',
    switches: ['THREADS=1', 'SUBMITTED', 'UNMAPPED'],
    ...{ subject: 'repaired', world: 'queued-writer', change: same, found: null },
  },
];
