import { expect, test } from 'vitest';
import { FOOTPRINT_WORDS } from './footprint.ts';
import { Frame } from './frame.ts';
import { digestOfState, States } from './states.ts';
import { LocalState } from './unfolding.ts';

const WIDTH = 2 * FOOTPRINT_WORDS;

test('a state is known once all of it was explored, with its limit and what tasks do in it', () => {
  const states = new States(2);
  const entry = states.enter(42, 0b10);
  expect(states.explored(42)).toBe(-1);
  const later = Int32Array.from({ length: WIDTH }, (_, word) => word);
  states.leave(entry, later);
  expect(states.explored(42)).toBe(entry);
  expect(states.limit(entry)).toBe(0b10);
  const found = new Int32Array(WIDTH);
  states.laterOf(entry, found);
  expect(found).toEqual(later);

  expect(states.enter(42, 0)).toBe(entry);
  expect(states.explored(42)).toBe(-1);
  states.leave(entry, new Int32Array(WIDTH).fill(64));
  states.laterOf(entry, found);
  expect(found).toEqual(later.map((word) => word | 64));
  expect([states.count, states.limit(entry)]).toEqual([1, 0]);
});

test('states stay what they are while their number grows', () => {
  const states = new States(2);
  for (let digest = 0; digest < 3000; digest += 1) {
    states.leave(states.enter(digest * 7, digest), new Int32Array(WIDTH).fill(digest));
  }
  const later = new Int32Array(WIDTH);
  for (const digest of [0, 1023, 1024, 2048, 2999]) {
    const entry = states.explored(digest * 7);
    states.laterOf(entry, later);
    expect([states.limit(entry), later[WIDTH - 1]]).toEqual([digest, digest]);
  }
  expect(states.count).toBe(3000);
});

test('every part of a state is in its digest, which is an integer', () => {
  const frame = new Frame();
  frame.locals.push(new LocalState(1, null), new LocalState(2, null));
  const waiting = new Frame();
  waiting.locals.push(...frame.locals);
  waiting.waited = 1;
  const elsewhere = new Frame();
  elsewhere.locals.push(frame.locals[1]!, frame.locals[0]!);
  const state = Int32Array.of(3, 4);
  const digests = [
    digestOfState(state, frame, 5, -1),
    digestOfState(Int32Array.of(4, 4), frame, 5, -1),
    digestOfState(Int32Array.of(3, 5), frame, 5, -1),
    digestOfState(state, waiting, 5, -1),
    digestOfState(state, elsewhere, 5, -1),
    digestOfState(state, frame, 6, -1),
    digestOfState(state, frame, 5, 0),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(digests.every(Number.isSafeInteger)).toBe(true);
});
