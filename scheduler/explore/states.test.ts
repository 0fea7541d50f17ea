import { describe, expect, test } from 'vitest';
import { FOOTPRINT_WORDS } from './footprint.ts';
import { Frame } from './frame.ts';
import { digestOfState, States } from './states.ts';
import { LocalState } from './unfolding.ts';

const later = (bits: number): Int32Array => new Int32Array(FOOTPRINT_WORDS).fill(bits);
/** A state that was explored: what its only task did in it, and counted at most. */
function frame(bits: number, most = 0): Frame {
  const explored = new Frame();
  explored.later.set(later(bits));
  explored.most[0] = most;
  return explored;
}

describe('the states of a search', () => {
  test('are known once all of them has been explored, whatever their number', () => {
    const states = new States(1);
    const digests = Array.from({ length: 5000 }, (_, index) => index * 0x100000001);
    const entries = digests.map((digest) => states.enter(digest, 3));
    expect(digests.map((digest) => states.explored(digest)).every((entry) => entry < 0)).toBe(true);
    for (const entry of entries) states.leave(entry, frame(1));
    expect(digests.map((digest) => states.explored(digest))).toEqual(entries);
    expect([states.count, states.explored(-1)]).toEqual([5000, -1]);
  });

  test('keep what tasks did when they are explored once more', () => {
    const states = new States(1);
    const into = later(0);
    const entry = states.enter(7, 0b11);
    states.leave(entry, frame(0b01, 2));
    expect(states.enter(7, 0b10)).toBe(entry);
    expect([states.explored(7), states.limit(entry)]).toEqual([-1, 0b10]);
    states.leave(entry, frame(0b100, 1));
    states.laterOf(entry, into);
    expect([...into]).toEqual([...later(0b101)]);
    const most = new Uint8Array(1);
    states.mostOf(entry, most);
    expect([...most]).toEqual([2]);
  });
});

test('every part of a state is in its digest, which is an integer', () => {
  const state = Int32Array.of(3, 4);
  const locals = [new LocalState(1, null), new LocalState(2, null)];
  const standing = (where: readonly LocalState[], waited = 0): Frame =>
    Object.assign(new Frame(), { locals: where, waited });
  const there = standing(locals);
  const memory = { attends: 0b01, digest: (seed: number) => seed };
  const digests = [
    digestOfState(state, there, memory),
    digestOfState(Int32Array.of(4, 4), there, memory),
    digestOfState(Int32Array.of(3, 5), there, memory),
    digestOfState(state, standing(locals.toReversed()), memory),
    digestOfState(state, standing(locals, 0b01), memory),
    digestOfState(state, there, { ...memory, digest: (seed) => -seed }),
    digestOfState(state, there, memory, 0),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(digests.every(Number.isSafeInteger)).toBe(true);
  // Whether a task was blocked counts only for who attends to it.
  expect(digestOfState(state, standing(locals, 0b10), memory)).toBe(digests[0]);
});
