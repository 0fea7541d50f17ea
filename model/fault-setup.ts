import { assign, setup } from 'xstate';
import type { FaultEvent } from './alphabet.ts';
import { type FaultContext, flagsNone, flagsOf } from './flags.ts';
import { laws } from './laws.ts';
import type { ChartProfile } from './profile.ts';

/** The types, guards and actions of the statechart; an event's law is the guard of its name. */
export const faultSetup = setup({
  types: {
    context: {} as FaultContext,
    events: {} as { readonly type: FaultEvent },
    input: {} as ChartProfile,
  },
  guards: laws,
  actions: {
    rememberFlags: assign({ flags: ({ event }) => flagsOf(event.type) }),
    forgetFlags: assign({ flags: flagsNone }),
  },
});
