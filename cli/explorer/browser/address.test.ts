import { expect, test } from 'vitest';
import { addressIn, fragmentOf } from './address.ts';

const known = { subjects: ['rfc', './my own.ts'], worlds: ['one-fault', 'two-faults'] };
const home = { subject: 'rfc', world: 'two-faults', choices: [] };

test('an address goes into a URL and comes back', () => {
  const address = { subject: './my own.ts', world: 'one-fault', choices: [0, 1, 15, 0] };
  expect(fragmentOf(address)).toContain('run=01f0');
  expect(addressIn(`#${fragmentOf(address)}`, home, known)).toEqual(address);
});

test.each(['', '#', '#subject=nothing', '#run=xyz', '#world=<script>&run=-1'])(
  'what %j does not say is as at home',
  (fragment) => {
    expect(addressIn(fragment, home, known)).toEqual(home);
  },
);
