import { and, not, or, stateIn } from 'xstate';
import type { FaultEvent } from './alphabet.ts';
import { type FaultContext, mustDrop, mustNotWait, mustWait } from './flags.ts';

/** A condition over the whole configuration: the states of all regions, the flags, the profile. */
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

/** The faulting task holds the mmap lock. */
export const mmapHeld = within('mmapLock.held');
/** The handler has released the mmap lock. */
export const mmapDropped = within('mmapLock.released');
/** Where an event leads with the mmap lock, and where without it. */
export const byMmap = <Held extends string, Dropped extends string>(held: Held, dropped: Dropped) =>
  [
    [mmapHeld, held],
    [mmapDropped, dropped],
  ] as const;
/** The handler holds the reservation. */
export const resvHeld = within('reservation.held');
/** The handler does not hold the reservation. */
export const resvFree = within('reservation.free');
/** The handler is between io lock and io unlock. */
export const ioHeld = within('ioLock.held');
/** The handler is outside io lock and io unlock. */
export const ioFree = within('ioLock.free');
/** The handler has its own reference on the object. */
export const refHeld = within('objectReference.held');
/** The handler has no reference of its own. */
export const refNone = within('objectReference.none');

/** The caller keeps ALLOW_RETRY over all rounds of a trap. */
export const retriesMany: Condition = ({ context }) => context.profile.retry === 'many';
/** Sleeping for the reservation under the mmap lock is legal. */
export const mmapFirst: Condition = ({ context }) => context.profile.lockOrder === 'mmap-first';
/** Io memory is reserved under the manager's io lock. */
export const usesIoLock: Condition = ({ context }) => context.profile.ioLock;

/** A contended attempt drops the mmap lock, waits and returns RETRY. */
export const drops: Condition = ({ context }) => mustDrop(context);
/** A contended attempt returns RETRY at once. */
export const declines: Condition = ({ context }) => mustNotWait(context);
/** A contended attempt waits under the mmap lock, as far as the lock order lets it. */
export const waits: Condition = ({ context }) => mustWait(context);
/** A contended reservation can neither be waited for nor be answered by RETRY. */
export const givesUp = all(waits, no(mmapFirst));
