import { describe, expect, test } from 'vitest';
import type { Invariant, Violation } from './invariant.ts';
import { primaries } from './primary.ts';

const law: Invariant = { claim: 'x', source: 'y' };
const harmless: Invariant = { ...law, nonFatal: true };
const INVARIANTS = new Map([
  ['conforms-to-statechart', law],
  ['grave', law],
  ['harmless', harmless],
  ['other', law],
]);

/** The causes among laws that broke at these events, each with its consequences. */
function causes(broken: Readonly<Record<string, number>>): string[] {
  const violations = Object.entries(broken).map(
    ([invariant, event]): Violation => ({ invariant, event, found: '', task: 0, step: event }),
  );
  return primaries(violations, INVARIANTS).map(({ violation, consequences }) =>
    [violation, ...consequences].map(({ invariant }) => invariant).join(' < '),
  );
}

describe('a cause', () => {
  test('is what came first, unless that changed nothing for what follows', () => {
    expect(causes({ grave: 3, other: 5 })).toEqual(['grave < other']);
    expect(causes({ harmless: 3, other: 5 })).toEqual(['harmless', 'other']);
  });

  test('takes what breaks at the same event', () => {
    expect(causes({ harmless: 3, other: 3 })).toEqual(['harmless < other']);
  });
});

describe('what the statechart says', () => {
  const chart = 'conforms-to-statechart';

  test('stands on its own only where no law breaks', () => {
    expect(causes({ [chart]: 3 })).toEqual([chart]);
    expect(causes({ [chart]: 3, grave: 3 })).toEqual([`grave < ${chart}`]);
  });

  test('is put down to what breaks after it, else to what broke before', () => {
    expect(causes({ [chart]: 3, harmless: 5 })).toEqual([`harmless < ${chart}`]);
    expect(causes({ [chart]: 3, grave: 2 })).toEqual([`grave < ${chart}`]);
  });

  test('does not follow from what changed nothing before', () => {
    expect(causes({ [chart]: 3, harmless: 2 })).toEqual(['harmless', chart]);
    expect(causes({ [chart]: 5, harmless: 2, grave: 3 })).toEqual(['harmless', `grave < ${chart}`]);
  });
});
