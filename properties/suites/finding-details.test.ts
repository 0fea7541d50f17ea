import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Finding } from '../answers/finding.ts';
import { otherSideOf } from '../compare/other-side.ts';
import { Session } from '../run/session.ts';
import { subject, tools } from './harness.ts';

/** What findings say beside their run: sources, statechart, the other side. */

const kept = (name: string): Finding =>
  JSON.parse(
    readFileSync(new URL(`../../reports/counterexamples/${name}.json`, import.meta.url), 'utf8'),
  ).finding;
const leak = kept('rfc-io-lock-balanced');

test('a finding has the line of each event that comes from the subject', () => {
  const lines = new Map(leak.lines!.map(({ at, text }) => [at, text]));
  const places = leak.trace.flatMap(({ at }) => at ?? []);
  expect(places.filter((at) => !lines.has(at))).toEqual([]);
  const taken = leak.trace.find(({ event }) => event === 'ttm_mem_io_lock')!;
  expect(lines.get(taken.at!)).toBe('let err = yield ttm_mem_io_lock(man, true);');
});

test('a finding goes through the statechart as far as the subject keeps to it', () => {
  const steps = leak.chart!.map(({ event, state }) => [leak.trace[event]!.event, state]);
  const [event] = steps.pop()!;
  expect(event).toBe('fault_return');
  expect(leak.chart!.at(-1)!.refused).toMatch(/^return_sigbus in round\.mayDrop .*, against L3 /);
  const reserved = 'round.mayDrop mmapLock.held reservation.held';
  expect(steps).toEqual([
    ['fault_enter', 'round.mayDrop mmapLock.held'],
    ['dma_resv_trylock', reserved],
    ['ttm_mem_io_lock', `${reserved} ioLock.held`],
    ['ttm_mem_io_reserve_vm', `${reserved} ioLock.held answer.ioFailed`],
    ['dma_resv_unlock', 'round.mayDrop mmapLock.held ioLock.held answer.ioFailed'],
  ]);
});

test('the baseline does the same up to where it gives the lock back', async () => {
  const other = otherSideOf(new Session(await subject('v5.3'), tools), leak.shrunk);
  const calls = other.trace.map(({ event }) => event);
  expect(other.subject).toBe('v5.3');
  expect(calls.filter((event) => /^ttm_mem_io/.test(event))).toEqual([
    'ttm_mem_io_lock',
    'ttm_mem_io_reserve_vm',
    'ttm_mem_io_unlock',
  ]);
  expect(calls.at(-1)).toBe('trap_end');
});

test('a baseline that cannot follow the schedule goes on by itself', async () => {
  const stuck = {
    ...leak.shrunk,
    schedule: [
      { task: 'fault-1', steps: 2 },
      { task: 'x', steps: 1 },
    ],
  };
  const other = otherSideOf(new Session(await subject('v5.3'), tools), stuck);
  expect(other.trace.at(-1)!.event).toBe('trap_end');
});
