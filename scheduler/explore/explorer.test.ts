import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Coroutine, Operation } from '../operation.ts';
import { type Explored, REDUCED, workOf } from './explored.ts';
import { NotDeterministic } from './rerun.ts';
import { ADD, CHANGE, RecordedToy, SEE } from './testing/machine.ts';
import { load, type Program, programs, type Step } from './testing/programs.ts';
import { everyRun, explored, exploredToy } from './testing/runs.ts';

const DPOR = { reduction: 'dpor', merge: false, preemptions: 0 } as const;
const ALL = { reduction: 'all', merge: false, preemptions: 99 } as const;

const step = (what: Step['do'], word = 0, value = 0): Step => ({ do: what, word, value });
const program = (...tasks: Step[][]): Program => ({ tasks, daemon: false });
const withDaemon = (...tasks: Step[][]): Program => ({ tasks, daemon: true });
const runsOf = (it: Program): number => explored(it, DPOR).executions;
const kinds = (it: Program): Set<string> =>
  new Set([...explored(it, REDUCED).ends].map((end) => /"kind":"([\w-]+)/.exec(end)![1]!));

describe('the number of runs', () => {
  test('is one for tasks that have nothing to do with each other, however many', () => {
    for (const tasks of [1, 2, 5, 8]) {
      const alone = Array.from({ length: tasks }, (_, word) => [
        step('set', word),
        step('see', word),
      ]);
      expect(runsOf(program(...alone))).toBe(1);
    }
  });

  test('is one for tasks that only read, or only add', () => {
    expect(runsOf(program([step('see')], [step('see')], [step('see')]))).toBe(1);
    expect(runsOf(program([step('add')], [step('add')], [step('add')]))).toBe(1);
    expect(runsOf(program([step('add')], [step('see')]))).toBe(2);
  });

  test.each([
    [1, 2],
    [2, 6],
    [3, 20],
    [4, 70],
  ])('is every order of two tasks that write one word %i times each: %i', (times, runs) => {
    const writes = (): Step[] => Array.from({ length: times }, (_, value) => step('set', 0, value));
    expect(runsOf(program(writes(), writes()))).toBe(runs);
    expect(explored(program(writes(), writes()), ALL).executions).toBe(runs);
  });

  test('is that of all orders without the reduction', () => {
    const apart = program([step('see', 0), step('see', 0)], [step('see', 1), step('see', 1)]);
    expect(explored(apart, ALL).executions).toBe(6);
    expect(everyRun(apart).executions).toBe(6);
    expect(runsOf(apart)).toBe(1);
  });
});

test('a path that takes ever more to be gone on with is stopped before its end', () => {
  const long = program(Array.from({ length: 400 }, (_, value) => step('set', 0, value)));
  const stop = (so: Explored): boolean => workOf(so) >= 1000;
  const { all, explored: done } = exploredToy(load(long), REDUCED, { stop });
  expect(all).toBe(false);
  expect(done.transitions).toBeLessThan(200);
  expect(workOf(done)).toBeLessThan(1200);
});

describe('what it finds', () => {
  test('the deadlock of philosophers, beside the meals', () => {
    const seats = 4;
    const table = Array.from({ length: seats }, (_, left) => {
      const right = (left + 1) % seats;
      return [step('lock', left), step('lock', right), step('unlock', right), step('unlock', left)];
    });
    expect(kinds(program(...table))).toEqual(new Set(['completed', 'deadlocked']));
  });

  test('an update that is lost', () => {
    const add = [step('see'), step('pass')];
    const { ends } = explored(program(add, add), REDUCED, true);
    expect([...ends].map((end) => /\} (\d)/.exec(end)![1]).sort()).toEqual(['1', '2']);
  });

  test('a crash that needs one order, and what runs did that did not crash', () => {
    const it = program([step('set', 0, 1), step('set', 0, 0)], [step('crash', 0, 1)]);
    expect(kinds(it)).toEqual(new Set(['completed', 'crashed']));
  });

  test('what a daemon does before the end, when nothing else makes it come before', () => {
    const twoSteps = withDaemon([step('see')], [step('see', 1), step('add')]);
    expect(explored(twoSteps, DPOR).ends).toEqual(everyRun(twoSteps).ends);
    expect(explored(twoSteps, DPOR).ends.size).toBe(2);
    expect(kinds(withDaemon([step('see')], [step('crash', 1, 0)]))).toContain('crashed');
  });

  test('who waits, if he was not waited for, comes to his end as well', () => {
    expect(kinds(withDaemon([step('see')], [step('await', 0, 9)]))).toEqual(new Set(['completed']));
    expect(kinds(program([step('see')], [step('await', 0, 9)]))).toEqual(new Set(['deadlocked']));
  });

  test('what others do instead, where the watcher ends a run', () => {
    const first = [step('lock'), step('see', 1), step('flag', 0), step('unlock')];
    const { ends, explored: done } = explored(program(first, first), REDUCED);
    expect(ends).toEqual(new Set(['flag of 0: 0', 'flag of 1: 0']));
    expect(done.cut).toBeGreaterThan(0);
  });

  test('a task that crashes before its first operation', () => {
    const { ends, executions } = explored(program([step('throw', 0, 0)], [step('see')]), REDUCED);
    expect(executions).toBe(1);
    expect([...ends][0]).toContain('RangeError: the word is odd');
  });
});

describe('it stops', () => {
  const writes = Array.from({ length: 8 }, (_, value) => step('set', 0, value));
  test('when it is told to, and says how much that was', () => {
    const toy = new RecordedToy((machine) => [
      { name: 'one', start: () => writer(machine) },
      { name: 'two', start: () => writer(machine) },
    ]);
    const half = exploredToy(toy, DPOR, { stop: ({ executions }) => executions > 1000 });
    expect(half.all).toBe(false);
    expect(half.share).toBeGreaterThan(0);
    expect(half.share).toBeLessThan(1);
  });

  test('soon, since it is asked at the end of the first path after each 64 transitions', () => {
    const toy = new RecordedToy((machine) => [
      { name: 'one', start: () => writer(machine) },
      { name: 'two', start: () => writer(machine) },
    ]);
    const asked: number[] = [0];
    const { explored: done } = exploredToy(toy, DPOR, {
      stop: ({ transitions }) => asked.push(transitions) === 20,
    });
    const gaps = asked.slice(1).map((at, index) => at - asked[index]!);
    expect(gaps).toHaveLength(19);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(64);
    expect(Math.max(...gaps)).toBeLessThan(64 + done.deepest);
  });

  test('when everything was visited, and that is all of it', () => {
    const { all, share } = exploredToy(new RecordedToy(() => []), DPOR);
    expect({ all, share }).toEqual({ all: true, share: 1 });
    expect(explored(program(writes), DPOR)).toMatchObject({ all: true, share: 1, executions: 1 });
  });

  function* writer(_machine: RecordedToy): Coroutine<void> {
    for (const { value } of writes) yield new Operation(CHANGE, 0, value);
  }
});

describe('preemptions', () => {
  const add = [step('see'), step('pass')];
  test.each([
    [0, ['2']],
    [1, ['1', '2']],
  ])('%i of them give these sums', (preemptions, sums) => {
    const { ends } = explored(program(add, add), { ...ALL, preemptions, merge: true }, true);
    expect([...ends].map((end) => /\} (\d)/.exec(end)![1]).sort()).toEqual(sums);
  });
});

test('a task that has a counter of its own outside cannot be explored', () => {
  let calls = 0;
  const toy = new RecordedToy(() => [
    {
      name: 'counts',
      *start() {
        yield new Operation(SEE, 0);
        calls += 1;
        yield new Operation(CHANGE, calls % 8, 1);
        yield new Operation(SEE, 0);
      },
    },
    {
      name: 'adds',
      *start() {
        yield new Operation(ADD, 0, 1);
      },
    },
  ]);
  expect(() => exploredToy(toy, DPOR)).toThrow(NotDeterministic);
});

const PLAIN: readonly Step['do'][] = [
  ...(['see', 'set', 'pass', 'add', 'lock', 'unlock', 'await'] as const),
  ...(['peek', 'poke'] as const),
];

/** Programs whose every run can be tried. */
const small = (more: readonly Step['do'][]): fc.Arbitrary<Program> =>
  programs([...PLAIN, ...more], { tasks: 3, steps: 4 }).filter(
    ({ tasks }) => tasks.flat().length <= 8,
  );

describe.each([
  ['programs', []],
  ['programs that crash', ['crash', 'throw']],
  ['programs of which a watcher ends runs', ['flag']],
] as const)('%s', (_name, more) => {
  const numRuns = 400;
  test.each([
    ['all, merged', { ...ALL, merge: true }],
    ['all', ALL],
    ['dpor', DPOR],
    ['dpor, merged', REDUCED],
  ])('come to the same ends, as far as they are remembered, by %s as run by run', (_how, how) => {
    fc.assert(
      fc.property(small(more), fc.boolean(), (it, forgetful) => {
        expect(explored(it, how, forgetful).ends).toEqual(everyRun(it, { forgetful }).ends);
      }),
      { numRuns, seed: 7 },
    );
  });

  test('have with few preemptions the ends that are told of so many', () => {
    fc.assert(
      fc.property(small(more), fc.nat(3), fc.boolean(), (it, preemptions, merge) => {
        const bounded = explored(it, { reduction: 'all', merge, preemptions });
        expect(bounded.ends).toEqual(everyRun(it, { preemptions }).ends);
      }),
      { numRuns, seed: 8 },
    );
  });
});
