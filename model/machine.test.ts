import { expect, test } from 'vitest';
import { type AnyTransitionDefinition, transition } from 'xstate';
import { type FaultEvent, faultEvents } from './alphabet.ts';
import { type FaultSnapshot, faultMachine, initialSnapshot } from './machine.ts';
import { configurationName } from './name.ts';
import { chartProfiles } from './profile.ts';
import { flatten } from './table.ts';

/** One event offered to one reachable configuration. */
type Offer = { readonly snapshot: FaultSnapshot; readonly type: FaultEvent };

const offers = Object.values(chartProfiles).flatMap((profile) => {
  const table = flatten(profile);
  const snapshots: FaultSnapshot[] = [initialSnapshot(profile)];
  const found: Offer[] = [];
  for (let state = 0; state < table.states.length; state++) {
    const snapshot = snapshots[state]!;
    for (const [column, type] of faultEvents.entries()) {
      found.push({ snapshot, type });
      const next = table.next[state * faultEvents.length + column]!;
      if (next > 0) snapshots[next] ??= transition(faultMachine, snapshot, { type })[0];
    }
  }
  return found;
});

const regions = Object.values(faultMachine.root.states);
const nodes = regions.flatMap((region) => Object.values(region.states));

const taken = ({ snapshot, type }: Offer): readonly AnyTransitionDefinition[] =>
  faultMachine.getTransitionData(snapshot, { type }) ?? [];

test('every transition of the machine can be taken under some profile', () => {
  const used = new Set(offers.flatMap(taken));
  const written = nodes.flatMap((node) => [...node.transitions.values()].flat());
  expect(written.length).toBeGreaterThan(100);
  const unused = written.filter((definition) => !used.has(definition));
  expect(unused.map(({ source, eventType }) => `${source.id} ${eventType}`)).toEqual([]);
});

test('an event moves every region that speaks of it in its present state, or none', () => {
  const torn = offers.filter((offer) => {
    const speaking = offer.snapshot._nodes.filter((node) => node.transitions.has(offer.type));
    const moving = new Set(taken(offer).map(({ source }) => source));
    const staying = speaking.filter((node) => !moving.has(node));
    // The outcome stays open when the wait for the reservation or the fence is still to come.
    return moving.size > 0 && staying.some((node) => node.id !== 'fault.outcome.open');
  });
  expect(torn.map(({ snapshot, type }) => `${configurationName(snapshot)}: ${type}`)).toEqual([]);
});

test('every state of the machine can be reached', () => {
  const entered = new Set(offers.flatMap(({ snapshot }) => snapshot._nodes));
  const missed = nodes.filter((node) => !entered.has(node));
  expect(missed.map(({ id }) => id)).toEqual([]);
});

test('the machine is plain: no invocation, no delay, no eventless transition', () => {
  for (const node of nodes) {
    expect(node.invoke, node.id).toEqual([]);
    expect(node.after, node.id).toEqual([]);
    expect(node.always, node.id).toBeUndefined();
  }
});
