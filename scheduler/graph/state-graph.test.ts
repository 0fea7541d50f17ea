import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everySchedule } from '../explore/testing/odometer.ts';
import { load, type Program, programs } from '../explore/testing/programs.ts';
import { Seen, wordOf, wordsIn } from '../explore/testing/words.ts';
import { stateGraph } from './state-graph.ts';

/** What every run of a program shows, schedule by schedule. */
function wordsOf(program: Program): Set<string> {
  const machine = load(program);
  const words = new Set<string>();
  everySchedule((strategy) => {
    const { outcome } = machine.run(strategy);
    words.add([...wordOf(machine.trace.events()), outcome.kind].join(' '));
  });
  return words;
}

function drawn(program: Program, transitionsMax = Number.POSITIVE_INFINITY) {
  const machine = load(program);
  const seen = new Seen(machine);
  const graph = stateGraph(machine.stage, seen, ({ transitions }) => transitions >= transitionsMax);
  return { ...graph, words: () => wordsIn(graph, (letter) => seen.texts[letter]!) };
}

const KINDS = ['see', 'set', 'pass', 'add', 'lock', 'unlock', 'await'] as const;
const MORE = ['peek', 'poke', 'crash', 'throw'] as const;

describe('a graph of states has the words of all runs, and no others', () => {
  test.each([
    ['of programs', KINDS],
    ['of programs with code of their own, and that crash', [...KINDS, ...MORE]],
  ] as const)('%s', (_name, kinds) => {
    const some = programs([...kinds], { tasks: 3, steps: 4 }).filter(
      ({ tasks }) => tasks.flat().length <= 7,
    );
    fc.assert(
      fc.property(some, (program) => {
        expect(drawn(program).words()).toEqual(wordsOf(program));
      }),
      { numRuns: 150 },
    );
  });

  test('though equal states are one', () => {
    const look = { do: 'see', word: 0, value: 0 } as const;
    const program = {
      tasks: [
        [look, look, look],
        [look, look, look],
      ],
      daemon: false,
    };
    const { edges, all, words } = drawn(program);
    expect(all).toBe(true);
    // Four places in the code of either, of which the last is the end of both.
    expect(edges.length).toBe(16);
    expect(words()).toEqual(new Set(['completed']));
  });
});

test('a graph that is not all there says so', () => {
  const set = { do: 'set', word: 0, value: 1 } as const;
  const program = {
    tasks: [
      [set, set],
      [set, set],
    ],
    daemon: false,
  };
  expect(drawn(program, 3)).toMatchObject({ all: false, transitions: 3 });
  expect(drawn(program).all).toBe(true);
});
