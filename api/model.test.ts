import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { chart, chartProfiles, faultEvents, faultMachine } from './model.ts';

const input = chartProfiles['v5.10'];

test('the machine runs as an actor of XState', () => {
  const actor = createActor(faultMachine, { input }).start();
  actor.send({ type: 'fault_enter_retry' });
  actor.send({ type: 'resv_trylock_ok' });
  expect(actor.getSnapshot().can({ type: 'resv_unlock' })).toBe(true);
  expect(actor.getSnapshot().can({ type: 'return_nopage' })).toBe(false);
});

/** A fault that finds the reservation taken, and may let the mmap lock go. */
const CONTENDED = [
  'fault_enter_retry',
  'resv_trylock_fail',
  'resv_lock_ok',
  'resv_unlock',
] as const;
const LETTING_GO = ['bo_get', 'mmap_read_unlock', 'bo_put', 'return_retry'] as const;

test('xstate/graph finds the shortest way to a retry', () => {
  const paths = getShortestPaths(faultMachine, {
    input,
    events: [...CONTENDED, ...LETTING_GO].map((type) => ({ type })),
    toState: (snapshot) => snapshot.can({ type: 'return_retry' }),
  });
  const ways = paths.map(({ steps }) =>
    steps
      .map(({ event }) => event.type)
      .slice(1)
      .join(' '),
  );
  // RETRY tells that the mmap lock was let go.
  expect(ways[0]).toBe('fault_enter_retry mmap_read_unlock');
  expect(faultEvents).toEqual(expect.arrayContaining([...CONTENDED, ...LETTING_GO]));
  expect(chart.regions.length).toBe(Object.keys(faultMachine.states).length);
});
