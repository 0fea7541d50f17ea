import { initialTransition, type SnapshotFrom } from 'xstate';
import { faultSetup } from './fault-setup.ts';
import { flagsNone } from './flags.ts';
import type { ChartProfile } from './profile.ts';
import { ioLock } from './regions/io-lock.ts';
import { mmapLock } from './regions/mmap-lock.ts';
import { objectReference } from './regions/object-reference.ts';
import { outcome } from './regions/outcome.ts';
import { progress } from './regions/progress.ts';
import { reservation } from './regions/reservation.ts';

/**
 * The specification of one faulting task: its fault attempts, and the traps around them.
 *
 * An event for which `snapshot.can` is false breaks the specification. There are no XState final
 * states, because a task may fault again; `isFinal` says where a task may stop.
 */
export const faultMachine = faultSetup.createMachine({
  id: 'fault',
  type: 'parallel',
  context: ({ input }) => ({ profile: input, flags: flagsNone }),
  states: { mmapLock, reservation, ioLock, objectReference, progress, outcome },
});

/** One configuration of the statechart, as XState represents it. */
export type FaultSnapshot = SnapshotFrom<typeof faultMachine>;

/** What the faulting task holds in a configuration. */
export type Held = {
  readonly mmapLock: boolean;
  readonly reservation: boolean;
  readonly ioLock: boolean;
  readonly objectReference: boolean;
};

/** The configuration before the first fault of a task. */
export const initialSnapshot = (profile: ChartProfile): FaultSnapshot =>
  initialTransition(faultMachine, profile)[0];

/** What the faulting task holds in `snapshot`. */
export const heldIn = (snapshot: FaultSnapshot): Held => ({
  mmapLock: snapshot.value.mmapLock === 'held',
  reservation: snapshot.value.reservation === 'held',
  ioLock: snapshot.value.ioLock === 'held',
  objectReference: snapshot.value.objectReference === 'held',
});

const finals: readonly string[] = ['outside', 'returned', 'retried'];

/** Whether the task is in no fault attempt: its handler has returned, or was never called. */
export const isFinal = (snapshot: FaultSnapshot): boolean =>
  finals.includes(snapshot.value.progress);
