import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Steps } from '../explore/steps.ts';
import { everySchedule } from '../explore/testing/odometer.ts';
import { load, type Program, programs } from '../explore/testing/programs.ts';
import { Seen, wordOf, wordsIn } from '../explore/testing/words.ts';
import { VisibleSteps } from './state-graph.ts';

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

function visible(program: Program) {
  const seen = new Seen();
  const steps = new Steps(load(program).stage, seen);
  return { seen, steps: new VisibleSteps(steps, (_knowledge, outcome) => seen.seenAtEnd(outcome)) };
}

function drawn(program: Program, transitionsMax = Number.POSITIVE_INFINITY) {
  const { seen, steps } = visible(program);
  const graph = steps.graph(({ transitions }) => transitions >= transitionsMax);
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

describe('a word', () => {
  const set = (value: number) => ({ do: 'set', word: 0, value }) as const;
  const program = { tasks: [[set(1), set(2)], [set(3)]], daemon: false };
  const letters = [
    '0:recorded_change(0,1)=0',
    '1:recorded_change(0,3)=0',
    '0:recorded_change(0,2)=0',
  ];

  test('is followed to its end, and as far as it goes', () => {
    const { seen, steps } = visible(program);
    steps.graph(() => false);
    const word = [...letters, 'completed'].map((text) => seen.texts.indexOf(text));
    const whole = { letters: 4, tasks: [0, 1, 0], instead: [], decided: true };
    expect(steps.follow(word, () => false)).toEqual(whole);
    const wrong = steps.follow(word.with(2, -7), () => false);
    expect(wrong).toMatchObject({ letters: 2, tasks: [0, 1], instead: [word[2]], decided: true });
    expect(steps.follow(word, ({ transitions }) => transitions >= 2).decided).toBe(false);
  });

  test('of any run of a program can be followed', () => {
    const some = programs([...KINDS, ...MORE], { tasks: 3, steps: 3 });
    fc.assert(
      fc.property(some, fc.nat(), (it, seed) => {
        const { seen, steps } = visible(it);
        const { edges } = steps.graph(() => false);
        const word: number[] = [];
        let state = 0;
        for (let pick = seed; ; pick = (pick * 31 + 7) % 1009) {
          const at = 3 * (pick % (edges[state]!.length / 3));
          const [task, letter, next] = edges[state]!.slice(at, at + 3) as [number, number, number];
          if (letter !== 0) word.push(letter);
          if (task < 0) break;
          state = next;
        }
        expect(seen.texts[word.at(-1)!]).not.toBe('');
        const { letters: shown, decided } = visible(it).steps.follow(word, () => false);
        expect(decided).toBe(true);
        expect(steps.follow(word, () => false)).toMatchObject({ letters: word.length });
        expect(shown).toBeLessThanOrEqual(word.length);
      }),
      { numRuns: 100, seed: 4 },
    );
  });
});
