import { expect, describe as group, test } from 'vitest';
import { transition } from 'xstate';
import { type FaultEvent, faultEvents } from './alphabet.ts';
import { faultMachine, initialSnapshot } from './machine.ts';
import { configurationName } from './name.ts';
import { chartProfiles } from './profile.ts';
import { allowed, type ChartTable, describe, flatten, step } from './table.ts';

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
  const found = new Set([...table.states.keys()].filter(property));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const state of table.states.keys()) {
      if (allowed(table, state).some((event) => found.has(step(table, state, event)))) {
        found.add(state);
      }
    }
  }
  return found;
}

group.each(Object.entries(chartProfiles))('the table of %s', (_, profile) => {
  const table = flatten(profile);

  test('agrees with XState on every event in every reachable state', () => {
    for (const [state, events] of shortestRuns(table).entries()) {
      let snapshot = initialSnapshot(profile);
      for (const type of events) snapshot = transition(faultMachine, snapshot, { type })[0];
      expect(configurationName(snapshot)).toBe(describe(table, state));
      for (const type of faultEvents) {
        const next = step(table, state, type);
        const [after] = transition(faultMachine, snapshot, { type });
        expect(next >= 0, `${describe(table, state)}: ${type}`).toBe(snapshot.can({ type }));
        expect(configurationName(after)).toBe(describe(table, next >= 0 ? next : state));
      }
    }
  });

  test('is deterministic, connected and free of equal names', () => {
    expect(flatten(profile)).toEqual(table);
    expect(shortestRuns(table)).toHaveLength(table.states.length);
    expect(new Set(table.states.map(({ name }) => name)).size).toBe(table.states.length);
    expect(table.next).toHaveLength(table.states.length * faultEvents.length);
  });

  test('lets every attempt end, and a task leave every trap', () => {
    expect(canReach(table, (state) => table.states[state]!.final).size).toBe(table.states.length);
    expect(canReach(table, (state) => state === table.initial).size).toBe(table.states.length);
  });

  test('holds after a return nothing but the mmap lock, and not even that after a drop', () => {
    const returned = table.states.filter(({ name }) => /progress\.(returned|retried)/.test(name));
    const none = { reservation: false, ioLock: false, objectReference: false };
    expect(returned.map(({ name, held, final }) => ({ name, held, final }))).toEqual([
      { name: 'progress.returned mmapLock.held', held: { ...none, mmapLock: true }, final: true },
      { name: 'progress.retried mmapLock.held', held: { ...none, mmapLock: true }, final: true },
      { name: 'progress.retried', held: { ...none, mmapLock: false }, final: true },
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
    const { states, transitions } = flatten(profile);
    return `${name}: ${states.length} states, ${transitions} transitions`;
  });
  expect(sizes).toMatchInlineSnapshot(`
    [
      "v5.3-v5.5: 280 states, 989 transitions",
      "v5.6: 280 states, 1003 transitions",
      "v5.7-v5.9: 412 states, 1513 transitions",
      "v5.10: 256 states, 1099 transitions",
      "many-mmap-last: 412 states, 1485 transitions",
    ]
  `);
});
