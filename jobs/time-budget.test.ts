import { describe, expect, test } from 'vitest';
import { WHENEVER } from './request.ts';
import { SharedState, sharedBuffer } from './shared-state.ts';
import { Timing } from './time-budget.ts';

/** A clock that a test sets, in milliseconds. */
function clocked() {
  const clock = { at: 5000 };
  const state = new SharedState(sharedBuffer(1), 0);
  return {
    clock,
    state,
    timing: new Timing(
      state,
      () => {},
      () => clock.at,
    ),
  };
}

const deadlineIn = (ms: number) => ({ stopAt: 5000 + 0.85 * ms, giveUpAt: 5000 + ms });

/** How long a search goes on whose pieces take so long, and which breaks so many laws. */
function searched(ms: number, piece: (number: number) => number, laws = 0): number {
  const { clock, timing } = clocked();
  const hasRoom = timing.room(deadlineIn(ms));
  for (let number = 0; hasRoom(laws); number += 1) clock.at += piece(number);
  return clock.at - 5000;
}

describe('a search with a limit of time', () => {
  test.each([1000, 2000, 5000, 60_000])(
    'of %i ms without a finding takes that, within 10 %%',
    (ms) => {
      for (const piece of [7, 31, 83, 150, 190]) {
        const took = searched(ms, (number) => piece * (1 + (number % 3) / 20));
        expect(took / ms).toBeGreaterThan(0.9);
        expect(took / ms).toBeLessThan(1.1);
      }
    },
  );

  test('leaves time to make smaller what it has found, by the number of laws', () => {
    expect(searched(10_000, () => 10, 5)).toBeCloseTo(10_000 - 5 * 60, -2);
    // However many there are, most of the time is for the search.
    expect(searched(10_000, () => 10, 500)).toBeCloseTo(8500, -2);
  });

  test('is one piece where no more fits, and none after Ctrl-C', () => {
    expect(searched(100, () => 90)).toBe(90);
    const { state, timing } = clocked();
    const hasRoom = timing.room(deadlineIn(1000));
    expect(hasRoom(0)).toBe(true);
    state.requestStop();
    expect(hasRoom(0)).toBe(false);
  });

  test('has always room when there is no limit', () => {
    const { clock, timing } = clocked();
    const hasRoom = timing.room(WHENEVER);
    for (let piece = 0; piece < 5; piece += 1) {
      expect(hasRoom(9)).toBe(true);
      clock.at += 1e6;
    }
  });
});

test('what is over is so from its time on, or after Ctrl-C; each question is a heartbeat', () => {
  const { clock, state, timing } = clocked();
  const over = timing.over(6000);
  const beats = state.beats;
  expect(over()).toBe(false);
  clock.at = 6000;
  expect(over()).toBe(true);
  expect(timing.over(null)()).toBe(false);
  expect(state.beats).toBe(beats + 3);
  state.requestStop();
  expect(timing.over(null)()).toBe(true);
});
