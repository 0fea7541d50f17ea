import { describe, expect, test } from 'vitest';
import { faultEvents } from './alphabet.ts';
import { automataOf } from './automata.ts';
import { chartProfiles } from './profile.ts';
import { chartTableOf, step } from './table.ts';

const table = chartTableOf(chartProfiles['v5.10']);
const automata = automataOf(table);
const byName = automata.map(({ states }) => new Map(states.map((state) => [state.name, state])));

/** Every event in every place that the statechart and all automata can be in together. */
function* joint() {
  const start = automata.map(({ states }) => states[0]!.name);
  const seen = new Map([[[0, ...start].join(), { state: 0, places: start }]]);
  for (const { state, places } of seen.values()) {
    for (const event of faultEvents) {
      const next = step(table, state, event);
      const after = places.map((place, index) => byName[index]!.get(place)!.next.get(event));
      yield { event, legal: next >= 0, refused: after.includes(undefined) };
      if (next < 0) continue;
      const all = after.map((place) => place ?? 'refused');
      if (all.includes('refused')) return;
      const key = [next, ...all].join();
      if (!seen.has(key)) seen.set(key, { state: next, places: all });
    }
  }
}

describe('the automata', () => {
  const steps = [...joint()];

  test('refuse nothing that the statechart allows', () => {
    expect(steps.filter(({ legal, refused }) => legal && refused)).toEqual([]);
    expect(steps.some(({ legal }) => legal)).toBe(true);
  });

  test('refuse all that it refuses, wherever all of them can be', () => {
    const illegal = steps.filter(({ legal }) => !legal);
    expect(illegal.filter(({ refused }) => !refused)).toEqual([]);
    expect(illegal.length).toBe(63_131);
  });

  test('are small, and every state of theirs is one of each region', () => {
    expect(automata.map(({ name, states }) => `${name} ${states.length}`)).toEqual([
      'reference 36',
      'move 81',
      'answer 128',
    ]);
    expect(
      automata.flatMap(({ states }) => states).filter(({ name }) => name.includes('_or_')),
    ).toEqual([]);
  });
});
