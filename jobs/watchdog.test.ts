import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SharedState, sharedBuffer } from './shared-state.ts';
import { watch } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LIMITS = { cpuMs: 1000, wallMs: 30_000 };

/** A thread that is watched; a test says how much CPU time it has used, or that it cannot say. */
function watched() {
  const state = new SharedState(sharedBuffer(1), 0);
  const thread = { cpuMs: 5000, answers: true };
  const hung = vi.fn();
  const cpuMs = (): Promise<number> =>
    thread.answers ? Promise.resolve(thread.cpuMs) : new Promise(() => {});
  const unwatch = watch({ state, cpuMs }, hung, LIMITS);
  /** Time goes by, of which the thread is given this share of a CPU. */
  const pass = async (ms: number, share: number): Promise<void> => {
    for (let at = 0; at < ms; at += 100) {
      thread.cpuMs += 100 * share;
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  return { state, thread, hung, unwatch, pass };
}

describe('a thread that is silent', () => {
  test('counts as hung when it has computed for too long', async () => {
    const { hung, pass } = watched();
    await pass(800, 1);
    expect(hung).not.toHaveBeenCalled();
    await pass(800, 1);
    expect(hung.mock.calls).toEqual([['loops']]);
  });

  test('may be so ten times as long on a machine that is ten times busier', async () => {
    const { hung, pass } = watched();
    await pass(8000, 0.1);
    expect(hung).not.toHaveBeenCalled();
    await pass(8000, 0.1);
    expect(hung.mock.calls).toEqual([['loops']]);
  });

  test('counts as hung when it waits in a system call, after a long time', async () => {
    const { hung, thread, pass } = watched();
    thread.answers = false;
    await pass(29_000, 0);
    expect(hung).not.toHaveBeenCalled();
    await pass(2000, 0);
    expect(hung.mock.calls).toEqual([['waits']]);
  });

  test('starts anew with each heartbeat', async () => {
    const { hung, state, pass } = watched();
    for (let round = 0; round < 60; round += 1) {
      await pass(700, 1);
      state.beat();
    }
    expect(hung).not.toHaveBeenCalled();
  });

  test('is not looked at any more when its watch has ended', async () => {
    const { hung, unwatch, pass } = watched();
    unwatch();
    await pass(60_000, 1);
    expect(hung).not.toHaveBeenCalled();
  });
});

describe('a compiler', () => {
  test('may be silent for longer', async () => {
    const { hung, state, pass } = watched();
    state.patient = true;
    await pass(60_000, 1);
    expect(hung).not.toHaveBeenCalled();
    state.beat();
    state.patient = false;
    await pass(800, 1);
    expect(hung).not.toHaveBeenCalled();
    await pass(1000, 1);
    expect(hung).toHaveBeenCalledTimes(1);
  });

  test('that never comes back is hung as well', async () => {
    const { hung, state, pass } = watched();
    state.patient = true;
    await pass(200_000, 1);
    expect(hung.mock.calls).toEqual([['loops']]);
  });
});
