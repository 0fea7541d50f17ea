import { expect, test } from 'vitest';
import { transition } from 'xstate';
import { type FaultEvent, faultEvents } from './alphabet.ts';
import { chart, chartDefinitions } from './chart.ts';
import { type ConditionTree, conditionTree } from './condition-tree.ts';
import * as conditions from './conditions.ts';
import { type FaultSnapshot, faultMachine, initialSnapshot } from './machine.ts';
import { chartProfiles } from './profile.ts';
import { flatten } from './table.ts';

const transitions = chart.regions.flatMap((region) => region.transitions);

test('the chart has every region, state and transition of the machine', () => {
  expect(chart.regions.map(({ name }) => name)).toEqual(Object.keys(faultMachine.states));
  const nodes = Object.values(faultMachine.states).flatMap(({ states }) => Object.values(states));
  const states = chart.regions.flatMap((region) => region.states);
  expect(states.map(({ id }) => `fault.${id}`)).toEqual(nodes.map(({ id }) => id));
  expect(transitions).toHaveLength(chartDefinitions.length);
  const written = nodes.flatMap((node) => [...node.transitions.values()].flat());
  expect(chartDefinitions).toEqual(written);
  const keys = transitions.map(({ from, event, to }) => `${from} ${event} ${to}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the chart is plain data', () => {
  expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
});

/** What a condition comes to, reckoned without XState. */
function holds(tree: ConditionTree, snapshot: FaultSnapshot, type: FaultEvent): boolean {
  const all = (of: readonly ConditionTree[]) => of.map((part) => holds(part, snapshot, type));
  switch (tree.kind) {
    case 'all':
      return all(tree.of).every(Boolean);
    case 'any':
      return all(tree.of).some(Boolean);
    case 'not':
      return !holds(tree.of, snapshot, type);
    case 'in': {
      const [region, state] = tree.state.split('.');
      return (snapshot.value as Record<string, string>)[region!] === state;
    }
    case 'named': {
      const predicate = new Map<string, unknown>(Object.entries(conditions)).get(tree.name);
      return (predicate as conditions.Condition)({ context: snapshot.context, event: { type } });
    }
  }
}

test.each(Object.entries(chartProfiles))('what moves by the chart moves in XState: %s', (_, it) => {
  const table = flatten(it);
  const snapshots = [initialSnapshot(it)];
  const different: string[] = [];
  let moves = 0;
  for (const state of table.states.keys()) {
    const snapshot = snapshots[state]!;
    for (const [column, type] of faultEvents.entries()) {
      const entry = state * faultEvents.length + column;
      const law = chart.events.find(({ name }) => name === type)?.law;
      const legal = law !== undefined && holds(law, snapshot, type);
      const value = new Map(Object.entries(snapshot.value));
      const ready = transitions.filter(
        ({ from, event, when }) =>
          event === type &&
          value.get(from.split('.')[0]!) === from.split('.')[1] &&
          (when === null || holds(when, snapshot, type)),
      );
      const expected = legal ? ready : [];
      const next = table.next[entry]!;
      const found = table.moves[entry]!.map((number) => transitions[number]!);
      const isSame = found.length === expected.length && found.every((it) => expected.includes(it));
      if (!isSame || next >= 0 !== found.length > 0) different.push(`${state} ${type}`);
      moves += expected.length;
      if (next > 0) snapshots[next] ??= transition(faultMachine, snapshot, { type })[0];
    }
  }
  expect(different).toEqual([]);
  expect(moves).toBeGreaterThan(table.transitions);
});

test('a guard of another kind is refused', () => {
  expect(() => conditionTree('resv_lock_ok')).toThrow('expected a guard');
  const strange = Object.assign(() => false, { guards: [] });
  expect(() => conditionTree(strange)).toThrow('expected and, or or not');
});
