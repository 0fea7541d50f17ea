import { transition } from 'xstate';
import type { FaultEvent } from '../model/alphabet.ts';
import { faultMachine, initialSnapshot } from '../model/machine.ts';
import { configurationName } from '../model/name.ts';
import { chartProfiles } from '../model/profile.ts';
import { allowed, describe, flatten, step } from '../model/table.ts';
import { random } from '../scheduler/strategies/random.ts';
import type { Contestant } from './duel.ts';

const PROFILE = chartProfiles['v5.3-v5.5'];
const EVENTS = 4096;

const table = flatten(PROFILE);

/** Events that the specification allows, one after the other, chosen at random. */
function legalEvents(count: number): FaultEvent[] {
  const choose = random(1);
  const events: FaultEvent[] = [];
  let state = table.initial;
  while (events.length < count) {
    const offered = allowed(table, state);
    const all = (1 << offered.length) - 1;
    const event = offered[choose.next(all, -1, events.length)]!;
    events.push(event);
    state = step(table, state, event);
  }
  return events;
}

/** Walks the events from the start as often as it takes; the sum keeps the work alive. */
export async function ours(): Promise<Contestant> {
  const events = legalEvents(EVENTS);
  return (pieces) => {
    let sum = 0;
    let done = 0;
    while (done < pieces) {
      let state = table.initial;
      for (const event of events) {
        state = step(table, state, event);
        sum += state;
      }
      done += events.length;
    }
    if (sum < 0) throw new Error('the table refused a legal event');
    return { pieces: done, steps: done };
  };
}

/** The same with XState; a round ends in the middle of the events if it must. */
export async function theirs(): Promise<Contestant> {
  const events = legalEvents(EVENTS);
  return (pieces) => {
    let done = 0;
    let state = table.initial;
    let snapshot = initialSnapshot(PROFILE);
    for (; done < pieces; done += 1) {
      const type = events[done % events.length]!;
      if (done % events.length === 0) {
        state = table.initial;
        snapshot = initialSnapshot(PROFILE);
      }
      state = step(table, state, type);
      [snapshot] = transition(faultMachine, snapshot, { type });
    }
    if (configurationName(snapshot) !== describe(table, state)) {
      throw new Error(`XState is in ${configurationName(snapshot)}, the table is not`);
    }
    return { pieces: done, steps: done };
  };
}
