import type { ByEvent, EventName } from '../../../impl/kernel/event-names.ts';
import { TRAP_ENDS } from '../../../impl/kernel/marks.ts';
import { nameOf, placeAt } from '../../../impl/kernel/memory/layout.ts';
import { faultResultNames, protNames } from '../../../impl/kernel/mm-flags.ts';
import { MEMORY_TYPE_NAMES } from '../../../impl/kernel/ttm-flags.ts';
import type { EventKind } from '../../../scheduler/event.ts';
import { isOperation } from '../../../scheduler/operation.ts';
import type { TraceEvent } from '../../../scheduler/trace.ts';

/**
 * When others see an effect: a shared one at once, and with it all that its task did before; a
 * reference or what concerns the task alone together with the task's next shared effect.
 */
export type Visible = 'shared' | 'reference' | 'own';

/** Something that an event did and the outside can see, named by what it did and not by who. */
export interface Effect {
  readonly visible: Visible;
  /** `locks resv-1` */
  readonly text: string;
}

type Told = (event: TraceEvent) => string | undefined;

const on =
  (verb: string): Told =>
  ({ object }) =>
    object === 0 ? undefined : `${verb} ${nameOf(object)}`;
const ifTaken =
  (verb: string, taken: number): Told =>
  (event) =>
    event.reply === taken ? on(verb)(event) : undefined;

/** What others can see at once, by name of the event. */
const SHARED: ByEvent<Told> = {
  down_read: on('locks'),
  up_read: on('unlocks'),
  down_write_queue: on('queues for'),
  down_write: on('write-locks'),
  up_write: on('write-unlocks'),
  downgrade_write: on('downgrades'),
  dma_resv_trylock: ifTaken('locks', 1),
  dma_resv_lock: ifTaken('locks', 0),
  dma_resv_lock_interruptible: ifTaken('locks', 0),
  dma_resv_unlock: on('unlocks'),
  ttm_mem_io_lock: ifTaken('locks', 0),
  ttm_mem_io_unlock: on('unlocks'),
  moved: (event) => `moves ${nameOf(event.object)} to ${MEMORY_TYPE_NAMES[event.a]}`,
  zapped: on('unmaps'),
  pte_set: ({ object, a, b, c }) =>
    `maps ${hex(a)} of ${nameOf(object)} to ${hex(b)}, ${protNames(c)}`,
  detached: on('detaches'),
  vm_area_free: on('frees'),
  fence_signaled: on('signals'),
  drm_dev_unplug: on('unplugs'),
  time_passes: ({ a }) => `lets time pass for fault-${a + 1}`,
  signaled: ({ a, b }) => `sends signal ${b} to fault-${a + 1}`,
};

/**
 * References, and what is counted like them. A device section is none: the outside sees of it only
 * when the device can be unplugged.
 */
const REFERENCES: ByEvent<Told> = {
  ttm_bo_get: on('gets'),
  ttm_bo_get_unless_zero: ifTaken('gets', 1),
  ttm_bo_put: on('puts'),
  dma_fence_get: on('gets'),
  dma_fence_put: on('puts'),
  freed: on('frees'),
  write: ({ object, a }) => {
    const place = placeAt(object);
    return place?.field === 'moving' ? `sets ${place.object}.moving to ${nameOf(a)}` : undefined;
  },
};

/** What concerns the task alone. */
const OWN: ByEvent<Told> = {
  fault_return: ({ reply }) => `returns ${faultResultNames(reply)}`,
  trap_end: ({ reply }) => `access ends: ${TRAP_ENDS[reply]}`,
};

const TABLES = [
  ['shared', SHARED],
  ['reference', REFERENCES],
  ['own', OWN],
] as const;

/** What the outside sees of an event; undefined for a private step. */
export function effectOf(event: TraceEvent): Effect | undefined {
  const { name } = event.kind;
  for (const [visible, table] of TABLES) {
    const text = table[name as EventName]?.(event);
    if (text !== undefined) return { visible, text };
  }
  return undefined;
}

/** What the outside sees of a task that was blocked before this event; undefined for nothing. */
export function waitOf({ kind, object, waited }: TraceEvent): Effect | undefined {
  if (!waited || waitsUnseen(kind)) return undefined;
  return { visible: 'own', text: `waits for ${nameOf(object)}` };
}

const SPIN_LOCK: EventName = 'spin_lock';

/** Nobody sees who spins: a spinlock is held for a moment. */
export const waitsUnseen = ({ name }: EventKind): boolean => name === SPIN_LOCK;

const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

/** Can anything be seen of events of this kind? Whatever takes a step may have waited. */
export const isShowing = (kind: EventKind): boolean =>
  isOperation(kind) || TABLES.some(([, table]) => table[kind.name as EventName] !== undefined);

/** The verbs of references, with which their effects begin. */
const REFERENCE_VERBS = ['gets', 'puts', 'frees', 'sets'];

/** Is it a reference, told in words? */
export const isReference = (text: string): boolean => REFERENCE_VERBS.includes(text.split(' ')[0]!);
