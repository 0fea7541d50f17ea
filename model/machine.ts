import { initialTransition, type SnapshotFrom, setup } from 'xstate';
import type { FaultEvent } from './alphabet.ts';
import type { FaultContext } from './conditions.ts';
import { laws } from './laws.ts';
import type { ChartProfile } from './profile.ts';
import { answer } from './regions/answer.ts';
import { ioLock } from './regions/io-lock.ts';
import { mapping } from './regions/mapping.ts';
import { mmapLock } from './regions/mmap-lock.ts';
import { move } from './regions/move.ts';
import { ownReference } from './regions/own-reference.ts';
import { reservation } from './regions/reservation.ts';
import { round } from './regions/round.ts';

/** The types of the statechart, and its guards; an event's law is the guard of its name. */
const faultSetup = setup({
  types: {
    context: {} as FaultContext,
    events: {} as { readonly type: FaultEvent },
    input: {} as ChartProfile,
  },
  guards: laws,
});

/**
 * The specification of one faulting task: its fault attempts, and the traps around them.
 *
 * An event for which `snapshot.can` is false breaks the specification. There are no XState final
 * states, because a task may fault again; `isFinal` says where a task may stop.
 */
export const faultMachine = faultSetup.createMachine({
  id: 'fault',
  type: 'parallel',
  context: ({ input }) => ({ profile: input }),
  states: { round, mmapLock, reservation, ownReference, ioLock, move, mapping, answer },
});

/** One configuration of the statechart, as XState represents it. */
export type FaultSnapshot = SnapshotFrom<typeof faultMachine>;

/** The configuration before the first fault of a task. */
export const initialSnapshot = (profile: ChartProfile): FaultSnapshot =>
  initialTransition(faultMachine, profile)[0];
