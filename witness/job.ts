import type { World } from '../impl/kernel/world.ts';

/** Worlds and schedules as the module reads them: `kernel/protocol.h` in the same order. */

/** One step of a schedule: which task, and whether it only goes to sleep in its primitive now. */
export interface PlayStep {
  readonly task: number;
  readonly early: boolean;
}

/** A run that is to be played on a real kernel. */
export interface Play {
  readonly world: World;
  /** Names of the tasks by id: threads, actors, then what runs of itself. */
  readonly tasks: readonly string[];
  readonly steps: readonly PlayStep[];
  /** Nobody can go on after the last step. */
  readonly deadlocked: boolean;
}

const MAGIC = 0x464c544a;
const STEPS_MAX = 2048;
const BEGIN_EARLY = 0x80;
/** What stands for the tasks that no world lists. */
export const DAEMONS: Readonly<Record<string, number>> = { gpu: 0x40, 'release-worker': 0x41 };

const PLACEMENTS = ['system', 'tt', 'vram'];
const CACHINGS = ['cached', 'write-combined', 'uncached'];
const MOVINGS = ['none', 'pending', 'signaled'];
const TABLES = ['empty', 'populated', 'absent'];
const CALLERS = ['user', 'kernel', 'fixup', 'fixup-locked', 'nowait'];
const ACTORS: readonly (readonly [name: string, variants: readonly string[]])[] = [
  ['evictor', ['to-system', 'to-tt', 'to-vram', 'swapout', 'gutting']],
  ['munmap', ['downgrade', 'write-locked']],
  ['submitter', ['one', 'one-copies', 'all', 'all-copies']],
  ['signal', ['non-fatal', 'fatal']],
  ['handle-close', ['close']],
  ['io-evictor', PLACEMENTS],
  ['unplug', ['unplug']],
  ['fork', ['child-exits']],
  ['timer', ['passes']],
];
/** What the target of an actor is, unless it is an object. */
const AIMS: Readonly<Record<string, 'vmas' | 'faults'>> = {
  munmap: 'vmas',
  fork: 'vmas',
  signal: 'faults',
  timer: 'faults',
};
const PRIMITIVES = [
  'vmf_insert',
  'ttm_mem_io_reserve',
  'ttm_tt_populate',
  'dma_fence_wait',
  'alloc_page',
  'drmm_add_action',
];
const REPLIES: Readonly<Record<string, number>> = {
  VM_FAULT_OOM: 1,
  VM_FAULT_SIGBUS: 2,
  MISSING_PAGE: 1,
  EINTR: -4,
  EIO: -5,
  EAGAIN: -11,
  ENOMEM: -12,
  EBUSY: -16,
  EINVAL: -22,
  EDEADLK: -35,
  EALREADY: -114,
  ERESTARTSYS: -512,
};
const ROOM = { object: 3, vma: 3, fault: 3, actor: 6, failure: 6 };
const WORDS = { object: 8, vma: 5, fault: 4, actor: 3, failure: 4 };
const HEAD = 10;

/** Bytes of one job. */
export const JOB_BYTES =
  4 *
    (HEAD +
      ROOM.object * WORDS.object +
      ROOM.vma * WORDS.vma +
      ROOM.fault * WORDS.fault +
      ROOM.actor * WORDS.actor +
      ROOM.failure * WORDS.failure) +
  STEPS_MAX;

/** Why no real kernel can play this world, or undefined. */
export function unplayable({ world, tasks, steps }: Play): string | undefined {
  const { objects, environment, driver } = world;
  if (world.readersOvertake) return 'readers of the mmap lock overtake a writer';
  if (driver.notify !== 'absent') return 'the hook fault_reserve_notify went with v5.11';
  if (objects.some(({ ttm, placement }) => ttm === 'absent' && placement !== 'vram')) {
    return 'an object in system memory has no table';
  }
  if (objects.some(({ imported }) => imported === 'mappable')) {
    return 'an EXTERNAL table is mappable, which the witness does not make';
  }
  if (environment.some(({ variant }) => variant === 'gutting')) {
    return 'a gutted object has no table, which the real ttm_io_prot follows: an oops';
  }
  if (environment.some(({ actor }) => !ACTORS.some(([name]) => name === actor))) {
    return 'the world has an actor that the witness does not play';
  }
  if (steps.length > STEPS_MAX) return `the run has more than ${STEPS_MAX} steps`;
  const known = world.faults.length + environment.length;
  const strange = tasks.slice(known).find((name) => DAEMONS[name] === undefined);
  return strange === undefined ? undefined : `the witness knows no task ${strange}`;
}

/** A job as bytes. */
export function encode({ world, tasks, steps, deadlocked }: Play, id: number): Uint8Array {
  const { objects, vmas, faults, environment, driver } = world;
  const failures = world.failures.filter(({ primitive }) => PRIMITIVES.includes(primitive));
  const words = [
    ...[MAGIC, id, Number(driver.scattered), Number(deadlocked)],
    ...[objects.length, vmas.length, faults.length, environment.length, failures.length],
    steps.length,
    ...rows(
      'object',
      objects.map((_, index) => objectWords(world, index)),
    ),
    ...rows(
      'vma',
      vmas.map((_, index) => vmaWords(world, index)),
    ),
    ...rows(
      'fault',
      faults.map((_, index) => faultWords(world, index)),
    ),
    ...rows(
      'actor',
      environment.map((_, index) => actorWords(world, index)),
    ),
    ...rows(
      'failure',
      failures.map(({ task, primitive, call, error }) => [
        task,
        PRIMITIVES.indexOf(primitive) + 1,
        call,
        REPLIES[error]!,
      ]),
    ),
  ];
  const bytes = new Uint8Array(JOB_BYTES);
  new Int32Array(bytes.buffer, 0, words.length).set(words);
  steps.forEach(({ task, early }, index) => {
    const daemon = DAEMONS[tasks[task]!];
    bytes[words.length * 4 + index] = (daemon ?? task) | (early ? BEGIN_EARLY : 0);
  });
  return bytes;
}

/** Rows of a table that has room for more. */
function rows(table: keyof typeof ROOM, some: readonly (readonly number[])[]): number[] {
  const all = new Array<number>(ROOM[table] * WORDS[table]).fill(0);
  some.forEach((row, index) => {
    row.forEach((word, column) => {
      all[index * WORDS[table] + column] = word;
    });
  });
  return all;
}

function objectWords({ objects }: World, index: number): number[] {
  const spec = objects[index]!;
  return [
    PLACEMENTS.indexOf(spec.placement),
    CACHINGS.indexOf(spec.caching),
    spec.pages,
    spec.reservation % objects.length,
    MOVINGS.indexOf(spec.moving),
    TABLES.indexOf(spec.ttm),
    Number(spec.imported),
    Number(spec.handle),
  ];
}

function vmaWords({ objects, vmas }: World, index: number): number[] {
  const { object, offset, pages, writable, present } = vmas[index]!;
  const mask = present.reduce((bits, page) => (page < pages ? bits | (1 << page) : bits), 0);
  return [object % objects.length, offset, pages, Number(writable), mask];
}

function faultWords({ vmas, faults }: World, index: number): number[] {
  const { vma, page, caller, write } = faults[index]!;
  const on = vma % vmas.length;
  return [on, page % vmas[on]!.pages, CALLERS.indexOf(caller), Number(write)];
}

function actorWords({ objects, vmas, faults, environment }: World, index: number): number[] {
  const { actor, target, variant } = environment[index]!;
  const kind = ACTORS.findIndex(([name]) => name === actor);
  const aims = AIMS[actor] === 'vmas' ? vmas : AIMS[actor] === 'faults' ? faults : objects;
  return [kind, target % aims.length, ACTORS[kind]?.[1].indexOf(variant) ?? 0];
}
