import { expect, test } from 'vitest';
import { faultEvents } from './alphabet.ts';
import { chart, chartDefinitions } from './chart.ts';
import { compiled } from './evaluate.ts';
import { faultMachine } from './machine.ts';
import { chartProfiles } from './profile.ts';
import { chartTableOf } from './table.ts';

const tables = Object.values(chartProfiles).map(chartTableOf);
const regions = Object.values(faultMachine.root.states);
const nodes = regions.flatMap((region) => Object.values(region.states));

test('every transition of the machine can be taken under some profile', () => {
  const used = new Set(tables.flatMap(({ moveLists }) => moveLists.flat()));
  expect(chartDefinitions.length).toBeGreaterThan(100);
  const unused = chartDefinitions.filter((_, number) => !used.has(number));
  expect(unused.map(({ source, eventType }) => `${source.id} ${eventType}`)).toEqual([]);
});

test('every state of the machine can be reached', () => {
  const reached = new Set(
    tables.flatMap(({ states }) => states.flatMap(({ name }) => name.split(' '))),
  );
  const atRest = chart.regions.map(({ initial }) => initial);
  const all = chart.regions.flatMap(({ states }) => states.map(({ id }) => id));
  expect(all.filter((id) => !reached.has(id) && !atRest.includes(id))).toEqual([]);
});

test('of each law every clause forbids something that the others let pass', () => {
  const idle: string[] = [];
  const places = new Map(
    chart.regions.flatMap(({ states }, region) =>
      states.map(({ id }, state) => [id, [region, state] as const] as const),
    ),
  );
  for (const { name, clauses } of chart.events) {
    const needed = clauses.map(() => false);
    for (const { profile, states } of tables) {
      const holds = clauses.map(({ when }) => compiled(when, profile, (id) => places.get(id)!));
      for (const { states: configuration } of states) {
        const broken = holds.flatMap((clause, at) => (clause(configuration) ? [] : [at]));
        if (broken.length === 1) needed[broken[0]!] = true;
      }
    }
    needed.forEach((is, at) => {
      if (!is) idle.push(`${name}: ${clauses[at]!.contract}`);
    });
  }
  expect(idle).toEqual([]);
});

test('every event has a law, and an event without one is never legal', () => {
  const legal = new Set(chart.events.map(({ name }) => name));
  expect(faultEvents.filter((event) => !legal.has(event))).toEqual(['return_zero', 'return_other']);
});

test('the machine is plain: no invocation, no delay, no eventless transition, no action', () => {
  for (const node of nodes) {
    expect(node.invoke, node.id).toEqual([]);
    expect(node.after, node.id).toEqual([]);
    expect(node.always, node.id).toBeUndefined();
    expect([...node.entry, ...node.exit], node.id).toEqual([]);
  }
});
