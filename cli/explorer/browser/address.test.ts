import { expect, test } from 'vitest';
import { addressIn, fragmentOf } from './address.ts';

const known = {
  subjects: ['rfc', './my own.ts'],
  worlds: ['one-fault', 'two-faults'],
  tasksOf: () => ['fault-1', 'fault-2', 'gpu'],
};
const home = { subject: 'rfc', world: 'two-faults', choices: [] };

test('an address goes into a URL and comes back', () => {
  const address = { subject: './my own.ts', world: 'one-fault', choices: [0, 1, 15, 0] };
  expect(fragmentOf(address)).toContain('run=01f0');
  expect(addressIn(`#${fragmentOf(address)}`, home, known)).toEqual(address);
});

test('a world itself and tasks by their names are an address too', () => {
  const world = JSON.stringify({ objects: [], vmas: [], faults: [], environment: [] });
  const fragment = fragmentOf({ subject: 'rfc', world, turns: 'fault-2*2,gpu*1,moon*3' });
  expect(addressIn(fragment, home, known)).toEqual({ subject: 'rfc', world, choices: [1, 1, 2] });
  expect(addressIn('world={"objects":1}', home, known).world).toBe('two-faults');
});

test.each(['', '#', '#subject=nothing', '#run=xyz', '#world=<script>&run=-1'])(
  'what %j does not say is as at home',
  (fragment) => {
    expect(addressIn(fragment, home, known)).toEqual(home);
  },
);
