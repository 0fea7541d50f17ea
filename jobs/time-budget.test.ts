import { describe, expect, test } from 'vitest';
import { SharedState, sharedBuffer } from './shared-state.ts';
import { TimeBudget, Timing, WHENEVER } from './time-budget.ts';

/** A clock that a test sets, in milliseconds. */
function clocked() {
  const clock = { at: 5000 };
  const state = new SharedState(sharedBuffer(1), 0);
  const now = () => clock.at;
  return { clock, state, now, timing: new Timing(state, () => {}, now) };
}

/** How a search spends its time whose pieces take so long. */
interface Spending {
  readonly ms: number;
  /** How long a piece takes, by its number. */
  piece(number: number): number;
  /** How long it takes to make small what a round has found, by its number. */
  shrink?(round: number): number;
  readonly kind?: 'check' | 'gate';
}

/** When the search was over, and when all was small; the time that it began is 0. */
function spent({ ms, piece, shrink = () => 0, kind = 'check' }: Spending) {
  const { clock, now, timing } = clocked();
  const budget = new TimeBudget(ms / 1000, kind, now);
  let pieces = 0;
  let rounds = 0;
  let searched = 0;
  for (let round = budget.round(); round; round = budget.round()) {
    const hasRoom = timing.room(round.deadline);
    for (let owed = round.isFirst; hasRoom() || owed; owed = false) {
      clock.at += piece(pieces);
      pieces += 1;
    }
    budget.endRound();
    searched = clock.at - 5000;
    clock.at += shrink(rounds);
    rounds += 1;
    if (round.isLast) break;
  }
  return { searched, all: clock.at - 5000, pieces };
}

describe('a search with a limit of time', () => {
  test.each([1000, 2000, 5000, 60_000])(
    'of %i ms without a finding takes that, within 10 %%',
    (ms) => {
      for (const time of [7, 31, 83, 150, 190]) {
        const { all } = spent({ ms, piece: (number) => time * (1 + (number % 3) / 20) });
        expect(all / ms).toBeGreaterThan(0.9);
        expect(all / ms).toBeLessThan(1.1);
      }
    },
  );

  test.each([10, 200, 1000, 3000])(
    'keeps back the %i ms that it takes to make small what it finds',
    (shrinking) => {
      // The first rounds find most.
      const shrink = (round: number): number => shrinking / 2 ** round;
      const { all } = spent({ ms: 10_000, piece: () => 20, shrink });
      expect(all).toBeLessThanOrEqual(10_000 + 20);
      // Nothing was found at last, so what was kept back is left.
      expect(all).toBeGreaterThanOrEqual(10_000 - shrinking - 50);
    },
  );

  test('leaves a gate time to compare', () => {
    const { all } = spent({ ms: 10_000, piece: () => 20, kind: 'gate' });
    expect(all).toBeCloseTo(8500, -2);
  });

  test('is one piece where no more fits, and none after Ctrl-C', () => {
    expect(spent({ ms: 100, piece: () => 90 })).toMatchObject({ pieces: 1 });
    expect(spent({ ms: 100, piece: () => 900 })).toMatchObject({ pieces: 1, all: 900 });
    const { state, timing } = clocked();
    const hasRoom = timing.room({ stopAt: 6000, giveUpAt: 6000 });
    expect(hasRoom()).toBe(true);
    state.requestStop();
    expect(hasRoom()).toBe(false);
  });

  test('has always room when there is no limit, and one round', () => {
    const { clock, now, timing } = clocked();
    expect(new TimeBudget(null, 'check', now).round()).toMatchObject({
      deadline: WHENEVER,
      isLast: true,
    });
    const hasRoom = timing.room(WHENEVER);
    for (let piece = 0; piece < 5; piece += 1) {
      expect(hasRoom()).toBe(true);
      clock.at += 1e6;
    }
  });
});

test('exhausting small worlds takes half of the time at most', () => {
  const { now } = clocked();
  const { exhausting, deadline } = new TimeBudget(10, 'check', now);
  expect(exhausting).toEqual({ stopAt: 10_000, giveUpAt: 15_000 });
  expect(deadline).toEqual({ stopAt: 15_000, giveUpAt: 15_000 });
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
