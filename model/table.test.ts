import { expect, describe as group, test } from 'vitest';
import { transition } from 'xstate';
import { type FaultEvent, faultEvents } from './alphabet.ts';
import { faultMachine, initialSnapshot } from './machine.ts';
import { configurationName } from './name.ts';
import { chartProfiles } from './profile.ts';
import { allowed, type ChartTable, chartTableOf, describe, flatten, step } from './table.ts';
import { disagreements } from './testing/agreement.ts';

/** Of so many configurations one is shown to XState here, and each in the long suite. */
const STRIDE = 89;

/** A shortest run to every state of a table. */
function shortestRuns(table: ChartTable): readonly (readonly FaultEvent[])[] {
  const runs: FaultEvent[][] = [[]];
  const queue = [table.initial];
  for (const state of queue) {
    for (const event of allowed(table, state)) {
      const next = step(table, state, event);
      if (runs[next] !== undefined) continue;
      runs[next] = [...runs[state]!, event];
      queue.push(next);
    }
  }
  return runs;
}

/** The states from which a state with `property` can be reached. */
function canReach(table: ChartTable, property: (state: number) => boolean): ReadonlySet<number> {
  const before = table.states.map((): number[] => []);
  for (const state of table.states.keys()) {
    for (const event of allowed(table, state)) before[step(table, state, event)]!.push(state);
  }
  const found = new Set([...table.states.keys()].filter(property));
  for (const state of found) for (const earlier of before[state]!) found.add(earlier);
  return found;
}

group.each(Object.entries(chartProfiles))('the table of %s', (_, profile) => {
  const table = chartTableOf(profile);

  test('agrees with XState on every event', () => {
    expect(disagreements(table, STRIDE)).toEqual([]);
  });

  test('is reached in XState by the same runs', () => {
    for (const [state, events] of shortestRuns(table).entries()) {
      if (state % STRIDE !== 0) continue;
      let snapshot = initialSnapshot(profile);
      for (const type of events) snapshot = transition(faultMachine, snapshot, { type })[0];
      expect(configurationName(snapshot)).toBe(describe(table, state));
    }
  });

  test('is deterministic, connected and free of equal names', () => {
    expect(flatten(profile).next).toEqual(table.next);
    expect(shortestRuns(table)).toHaveLength(table.states.length);
    expect(new Set(table.states.map(({ name }) => name)).size).toBe(table.states.length);
    expect(table.next).toHaveLength(table.states.length * faultEvents.length);
  });

  test('lets every attempt end, and a task leave every trap', () => {
    expect(canReach(table, (state) => table.states[state]!.final).size).toBe(table.states.length);
    expect(canReach(table, (state) => state === table.initial).size).toBe(table.states.length);
  });

  test('holds after a return nothing but the mmap lock, and not even that after a drop', () => {
    const returned = table.states.filter(({ name }) => /round\.(returned|retried)/.test(name));
    // Who takes more than two references is counted by a law of its own.
    const names = returned.map(({ name }) => name).filter((name) => !name.includes('.more'));
    expect(names.toSorted()).toEqual([
      'round.retried',
      'round.retried mmapLock.held',
      'round.returned mmapLock.held',
    ]);
  });

  test('drops the mmap lock at most once in a trap', () => {
    const dropped = new Set<number>();
    const queue = [...table.states.keys()]
      .map((state) => step(table, state, 'mmap_read_unlock'))
      .filter((state) => state >= 0);
    expect(queue).not.toEqual([]);
    for (const state of queue) {
      if (dropped.has(state)) continue;
      dropped.add(state);
      const rest = allowed(table, state).filter((event) => event !== 'trap_end');
      expect(rest, describe(table, state)).not.toContain('mmap_read_unlock');
      queue.push(...rest.map((event) => step(table, state, event)));
    }
  });

  test('never allows a return value that no fault handler may return', () => {
    for (const state of table.states.keys()) {
      expect(allowed(table, state)).not.toContain('return_zero');
      expect(allowed(table, state)).not.toContain('return_other');
    }
  });
});

test('the sizes of the tables are known', () => {
  const sizes = Object.entries(chartProfiles).map(([name, profile]) => {
    const { states, transitions } = chartTableOf(profile);
    return `${name}: ${states.length} states, ${transitions} transitions`;
  });
  expect(sizes).toMatchInlineSnapshot(`
    [
      "v5.3-v5.5: 4872 states, 64763 transitions",
      "v5.6: 4752 states, 63421 transitions",
      "v5.7-v5.9: 4752 states, 63427 transitions",
      "v5.10: 2240 states, 30949 transitions",
      "many-mmap-last: 4872 states, 64769 transitions",
    ]
  `);
});
