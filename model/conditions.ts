import { and, not, or, stateIn } from 'xstate';
import type { FaultEvent } from './alphabet.ts';
import type { ChartProfile } from './profile.ts';

/** What the statechart remembers besides its states. */
export type FaultContext = { readonly profile: ChartProfile };

/** A condition over the whole configuration: the states of all regions, and the profile. */
export type Condition = (args: {
  readonly context: FaultContext;
  readonly event: { readonly type: FaultEvent };
}) => boolean;

/** One of the states, each written `region.state`. */
export const within = (...states: readonly string[]): Condition =>
  or(states.map((state) => stateIn(`#fault.${state}`))) as Condition;
/** Every one of the conditions. */
export const all = (...conditions: readonly Condition[]): Condition =>
  and([...conditions]) as Condition;
/** At least one of the conditions. */
export const some = (...conditions: readonly Condition[]): Condition =>
  or([...conditions]) as Condition;
/** Not the condition. */
export const no = (condition: Condition): Condition => not(condition) as Condition;
/** No configuration at all. */
export const never: Condition = () => false;

/** The round may drop the mmap lock, wait and return RETRY. */
export const mayDrop = within('round.mayDrop');
/** The round may return RETRY at once, with the mmap lock held. */
export const mayDecline = within('round.mayDecline');
/** The round may not return RETRY. */
export const mustStay = within('round.mustStay');
/** The task is inside its handler. */
export const inside = within('round.mayDrop', 'round.mayDecline', 'round.mustStay');

/** The faulting task holds the mmap lock. */
export const mmapHeld = within('mmapLock.held');
/** The handler has released the mmap lock. */
export const mmapDropped = within('mmapLock.released');
/** The handler holds the reservation. */
export const resvHeld = within('reservation.held');
/** The handler does not hold the reservation. */
export const resvFree = within('reservation.free');
/** The handler is between io lock and io unlock. */
export const ioHeld = within('ioLock.held');
/** The handler is outside io lock and io unlock. */
export const ioFree = within('ioLock.free');
/** The handler has no reference of its own, or so many that the chart has lost count. */
export const refsPut = within('ownReference.none', 'ownReference.more');
/** The handler has a reference of its own on the object. */
export const refHeld = within('ownReference.one', 'ownReference.two', 'ownReference.more');
/** The mmap lock (by the vma) or an own reference keeps the object alive. */
export const kept = some(mmapHeld, refHeld);

/** The caller keeps ALLOW_RETRY over all rounds of a trap. */
export const retriesMany: Condition = ({ context }) => context.profile.retry === 'many';
/** Sleeping for the reservation under the mmap lock is legal. */
export const mmapFirst: Condition = ({ context }) => context.profile.lockOrder === 'mmap-first';
/** Io memory is reserved under the manager's io lock. */
export const usesIoLock: Condition = ({ context }) => context.profile.ioLock;
