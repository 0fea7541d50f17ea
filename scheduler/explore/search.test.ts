import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Coroutine, Operation } from '../operation.ts';
import { FewestSearch } from './fewest.ts';
import { loneLoops } from './lone-loops.ts';
import { NotDeterministic } from './not-explorable.ts';
import { ADD, CHANGE, RecordedToy, SEE } from './testing/machine.ts';
import { ANEW, load, type Program, programs, type Step } from './testing/programs.ts';
import { searched, toldByRuns } from './testing/teller.ts';

const step = (what: Step['do'], word = 0, value = 0): Step => ({ do: what, word, value });
const program = (...tasks: Step[][]): Program => ({ tasks, daemon: false });

describe('the states', () => {
  test('are the product of tasks that have nothing to do with each other', () => {
    const alone = (word: number): Step[] => [step('set', word, 1), step('see', word)];
    const { search, steps } = searched(load(program(alone(0), alone(1), alone(2))));
    expect(search.rows.count).toBe(3 ** 3);
    expect(search.transitions).toBe(3 * 2 * 3 ** 2);
    // Each task's two steps were run once, whatever the others had done.
    expect(steps.run).toBe(6);
  });

  test('are reached by the fewest steps, and a path leads to each', () => {
    const { search, steps } = searched(load(program([step('add')], [step('see'), step('see')])));
    const rows = new Set<string>();
    for (let state = 0; state < search.rows.count; state += 1) {
      const row = [...steps.first];
      for (const { task } of search.pathTo({ state, last: undefined })) {
        steps.take(task, steps.step(task, row[0]!, row[1 + task]!), row);
      }
      rows.add(row.join());
    }
    expect(rows.size).toBe(search.rows.count);
    expect(search.deepest).toBe(3);
  });

  test('are left when somebody says so, and that is said', () => {
    const many = Array.from({ length: 6 }, (_, value) => step('set', 0, value));
    const { all, search } = searched(load(program(many, many, many)), 100);
    expect(all).toBe(false);
    expect(search.visited.expanded).toBeLessThan(search.visited.states);
  });
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
  ['programs of which a judge ends runs', ['flag']],
] as const)('%s', (_name, more) => {
  test('come to the same ends as run by run', () => {
    fc.assert(
      fc.property(small(more), (it) => {
        expect(searched(load(it)).ends).toEqual(toldByRuns(it));
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test('need as few preemptions for each end as run by run', () => {
    fc.assert(
      fc.property(small(more), (it) => {
        const { steps, ends } = searched(load(it));
        const wanted = { found: ends, loops: [], stop: () => false };
        const fewest = new FewestSearch(steps, wanted).run();
        expect(new Set(fewest.keys())).toEqual(ends);
        for (const preemptions of [0, 1, 2]) {
          const within = [...fewest].filter(([, run]) => run.preemptions <= preemptions);
          expect(new Set(within.map(([end]) => end))).toEqual(toldByRuns(it, preemptions));
        }
        expect([...fewest.values()].every(({ proven }) => proven)).toBe(true);
      }),
      { numRuns: 200, seed: 8 },
    );
  });
});

/** Tasks that begin anew for ever. */
function anew(what: (machine: RecordedToy) => Coroutine<unknown>): RecordedToy {
  return new RecordedToy((machine) => [
    {
      name: 'goes-round',
      *start() {
        for (;;) {
          machine.recorder.forget(0);
          machine.trace.mark(ANEW, 0);
          yield* what(machine);
        }
      },
    },
    {
      name: 'sets',
      *start() {
        yield new Operation(CHANGE, 1, 1);
      },
    },
  ]);
}

describe('a task that goes round', () => {
  test('has one loop for each state of the others in which it comes back', () => {
    const { steps, all, search } = searched(
      anew(function* () {
        yield new Operation(SEE, 0);
        yield new Operation(SEE, 1);
      }),
    );
    expect(all).toBe(true);
    expect(search.bounded).toBe(false);
    const loops = loneLoops(steps);
    expect(loops.map(({ task, steps: round }) => ({ task, length: round.length }))).toEqual([
      { task: 0, length: 2 },
      { task: 0, length: 2 },
    ]);
  });

  test('and never comes back makes the graph endless, which is said', () => {
    const { all, search, steps } = searched(
      anew(function* () {
        yield new Operation(ADD, 0, 1);
      }),
    );
    expect(all).toBe(true);
    expect(search.bounded).toBe(true);
    expect(loneLoops(steps)).toEqual([]);
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
  expect(() => searched(toy)).toThrow(NotDeterministic);
});
