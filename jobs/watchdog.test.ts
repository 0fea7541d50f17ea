import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SharedState, sharedBuffer } from './shared-state.ts';
import { watch } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('work that is silent for too long counts as hung, but not while C is compiled', () => {
  const state = new SharedState(sharedBuffer(1), 0);
  const hung = vi.fn();
  state.patient = true;
  const unwatch = watch(state, hung, 1000);
  vi.advanceTimersByTime(60_000);
  expect(hung).not.toHaveBeenCalled();
  state.beat();
  state.patient = false;
  vi.advanceTimersByTime(800);
  expect(hung).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(hung).toHaveBeenCalledTimes(1);
  unwatch();
});

test('a compiler that never comes back is hung as well', () => {
  const state = new SharedState(sharedBuffer(1), 0);
  const hung = vi.fn();
  state.patient = true;
  const unwatch = watch(state, hung, 1000);
  vi.advanceTimersByTime(200_000);
  expect(hung).toHaveBeenCalledTimes(1);
  unwatch();
});
