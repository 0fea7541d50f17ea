import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chart, chartDefinitions } from './chart.ts';
import { conditionTree } from './condition-tree.ts';
import { type Contract, contracts } from './contracts.ts';
import { clauses } from './laws.ts';
import { faultMachine } from './machine.ts';

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

test('what guards cite is a law or a section of domain.md', () => {
  const domain = readFileSync(new URL('../docs/domain.md', import.meta.url), 'utf8');
  for (const contract of Object.keys(contracts)) {
    const place = contract.startsWith('§') ? `### ${contract.slice(1)} ` : `- **${contract}** `;
    expect(domain, contract).toContain(`\n${place}`);
  }
  const cited = new Set(Object.values(clauses).flatMap((law) => law.map((it) => it.contract)));
  expect(Object.keys(contracts).filter((it) => !cited.has(it as Contract))).toEqual([]);
});

test('a law is its clauses', () => {
  for (const { law, clauses: parts } of chart.events) {
    const trees = parts.map(({ when }) => when);
    expect(law).toEqual(trees.length === 1 ? trees[0] : { kind: 'all', of: trees });
  }
});

test('a guard of another kind is refused', () => {
  expect(() => conditionTree('resv_lock_ok')).toThrow('expected a guard');
  const strange = Object.assign(() => false, { guards: [] });
  expect(() => conditionTree(strange)).toThrow('expected and, or or not');
});
