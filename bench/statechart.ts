import { transition } from 'xstate';
import type { FaultEvent } from '../model/alphabet.ts';
import { faultMachine, initialSnapshot } from '../model/machine.ts';
import { configurationName } from '../model/name.ts';
import { chartProfiles } from '../model/profile.ts';
import { allowed, describe, flatten, step } from '../model/table.ts';
import { random } from '../scheduler/strategies/random.ts';
import { type Contestant, duel, rateOf, ratioOf } from './duel.ts';
import { figure, type Topic, times } from './row.ts';

const AIM = 1000;
const PROFILE = chartProfiles['v5.3-v5.5'];
const EVENTS = 4096;

const table = flatten(PROFILE);

/** Events that the specification allows, one after the other, chosen at random. */
function legalEvents(count: number): FaultEvent[] {
  const choose = random(1);
  const events: FaultEvent[] = [];
  let state = table.initial;
  while (events.length < count) {
    const offered = allowed(table, state).slice(0, 30);
    const event = offered[choose.next(2 ** offered.length - 1, 0, events.length)]!;
    events.push(event);
    state = step(table, state, event);
  }
  return events;
}

/** Walks the events from the start as often as it takes; the sum keeps the work alive. */
const byTable =
  (events: readonly FaultEvent[]): Contestant =>
  (pieces) => {
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

/** The same with XState; a round ends in the middle of the events if it must. */
const byXState =
  (events: readonly FaultEvent[]): Contestant =>
  (pieces) => {
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

const topic: Topic = {
  title: 'The statechart',
  note:
    'One long random sequence of events that the chart of v5.3 to v5.5 allows. Ours: `step` of ' +
    '`model/table.ts`. Theirs: `transition()` of XState on the chart itself; both end in the same ' +
    'configuration.',
  async measure({ quick }) {
    const events = legalEvents(EVENTS);
    const rounds = await duel(
      { ours: byTable(events), theirs: byXState(events) },
      quick ? { count: 3, seconds: 0.2 } : { count: 9, seconds: 0.5 },
    );
    const ratio = ratioOf(rounds.ours, rounds.theirs);
    return [
      {
        what: 'transitions',
        ours: `${figure(1e9 / rateOf(rounds.ours))} ns`,
        theirs: `${figure(1e9 / rateOf(rounds.theirs))} ns`,
        measured: times(ratio),
        aim: `≥ ${times(AIM)}`,
        reached: ratio >= AIM,
      },
    ];
  },
};

export default topic;
