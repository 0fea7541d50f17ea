import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Execution } from '../execute.ts';
import type { Judge } from '../explore/judge.ts';
import { Steps } from '../explore/steps.ts';
import { CHANGE, RecordedToy, SEE } from '../explore/testing/machine.ts';
import { chanceOf } from '../explore/testing/odometer.ts';
import {
  ANEW,
  FLAG,
  load,
  type Program,
  programs,
  type Step,
} from '../explore/testing/programs.ts';
import { type Coroutine, isOperation, Operation } from '../operation.ts';
import { tasksByStep } from '../schedule.ts';
import { random } from '../strategies/random.ts';
import { EVENT_WORDS, FIELD } from '../trace.ts';
import {
  FailureProbability,
  IF_BACK,
  LAP,
  type ProbabilitiesAlong,
} from './failure-probability.ts';

const step = (what: Step['do'], word = 0, value = 0): Step => ({ do: what, word, value });
const program = (...tasks: Step[][]): Program => ({ tasks, daemon: false });

/** A flag before the first step is none: it stands in no step that anybody judges. */
function isFlagged({ trace }: RecordedToy): boolean {
  const events = trace.events();
  const first = events.findIndex(({ kind }) => isOperation(kind));
  return first >= 0 && events.slice(first).some(({ kind }) => kind.code === FLAG.code);
}

/** Finds that a run flags something, or does not end well; or a task alone that begins anew. */
const flagged: Judge = {
  begin: (tasks) => ({ shared: 0, own: Array<number>(tasks).fill(0) }),
  judge({ events }, shared, own) {
    const codes = events.filter((_, word) => word % EVENT_WORDS === FIELD.code);
    const isFlag = codes.includes(FLAG.code);
    const isLap = codes.includes(ANEW.code);
    const found = isFlag || isLap ? ['flag'] : [];
    return { shared, own, ends: isFlag, found, marks: isLap ? LAP | IF_BACK : 0 };
  },
  end: (_knowledge, { kind }) => (kind === 'completed' ? [] : [kind]),
  endless: () => [],
  mindsWaiting: () => false,
};

const fails = (machine: RecordedToy, { outcome }: Execution): boolean =>
  isFlagged(machine) || outcome.kind !== 'completed';

function along(machine: RecordedToy, tasks: readonly number[], statesMax = 1000) {
  return new FailureProbability(new Steps(machine.stage, flagged), statesMax).along(tasks);
}

const probabilitiesOf = (it: Program, ...tasks: number[]): readonly number[] | undefined =>
  along(load(it), tasks)?.probabilities;

describe('the probabilities along a run', () => {
  test('of two tasks of one step each, of which one has to be the first: 1/2, then 1 or 0', () => {
    const race = program([step('set', 0, 1)], [step('crash', 0, 0)]);
    expect(probabilitiesOf(race, 1)).toEqual([1 / 2, 1]);
    expect(probabilitiesOf(race, 0, 1)).toEqual([1 / 2, 0, 0]);
  });

  test('where two steps have to come before one: 1/4, 1/2, 1', () => {
    const race = program([step('see', 1), step('set', 0, 1)], [step('crash', 0, 1)]);
    expect(probabilitiesOf(race, 0, 0, 1)).toEqual([1 / 4, 1 / 2, 1, 1]);
    expect(probabilitiesOf(race, 0, 1)).toEqual([1 / 4, 1 / 2, 0]);
  });

  test('of three tasks in the one order that fails: 1/6, 1/2, 1', () => {
    const race = program(
      [step('add', 0, 0)],
      [step('await', 0, 0), step('flag')],
      [step('set', 0, 2)],
    );
    const order = program([step('crash', 0, 2)], [step('pass', 1, 0)], [step('set', 0, 2)]);
    expect(probabilitiesOf(order, 2, 0)).toEqual([1 / 2, 1, 1]);
    expect(probabilitiesOf(race, 0)?.[0]).toBe(1);
    const last = program([step('crash', 0, 2)], [step('crash', 0, 0)], [step('set', 0, 2)]);
    // Only after 0, 2, 1 nothing has crashed.
    expect(probabilitiesOf(last, 0, 2, 1)![0]).toBeCloseTo(1 - 1 / 6, 15);
    expect(probabilitiesOf(last, 0, 2, 1)!.slice(1)).toEqual([1 / 2, 0, 0]);
  });

  test('count only who can run: nobody chooses a task that is blocked', () => {
    const blocked = program([step('see', 1), step('set', 0, 1)], [step('await', 0, 1)]);
    expect(probabilitiesOf(blocked, 0, 0, 1)).toEqual([0, 0, 0, 0]);
    const deadlock = program(
      [step('lock', 0), step('lock', 1)],
      [step('lock', 1), step('lock', 0)],
    );
    expect(probabilitiesOf(deadlock, 0, 1)).toEqual([1, 1, 1]);
    const philosophers = program(
      [step('lock', 0), step('lock', 1), step('unlock', 1), step('unlock', 0)],
      [step('lock', 1), step('lock', 0), step('unlock', 0), step('unlock', 1)],
    );
    expect(probabilitiesOf(philosophers, 0, 1)).toEqual([1 / 2, 1 / 2, 1]);
  });

  test('are 1 from the start where every schedule fails, and before any step', () => {
    expect(probabilitiesOf(program([step('crash')], [step('see', 1)]), 1, 0)).toEqual([1, 1, 1]);
    expect(along(load(program([step('throw')], [step('see')])), [])).toEqual({
      probabilities: [1],
      states: 0,
    });
  });

  test('are not 1 where something escapes, however unlikely that is', () => {
    const long = Array.from({ length: 80 }, () => step('see', 1));
    const race = program([...long, step('set', 0, 1)], [step('crash', 0, 0)]);
    const probabilities = probabilitiesOf(race, 1)!;
    expect(probabilities[0]).toBeLessThan(1);
    expect(probabilities[1]).toBe(1);
  });
});

describe('nothing is said', () => {
  test('of more states than one wants to visit', () => {
    const race = load(program([step('see'), step('see')], [step('see'), step('see')]));
    expect(along(race, [0])).toBeDefined();
    const { states } = along(race, [0])!;
    expect(along(race, [0], states)).toBeDefined();
    expect(along(race, [0], states - 1)).toBeUndefined();
  });

  test.each([
    ['forgets', true],
    ['knows more each time', false],
  ])('of a task that goes round for ever and %s', (_how, forgets) => {
    const machine = new RecordedToy((toy) => [
      { name: 'spins', start: () => spin(toy, forgets) },
      { name: 'ends', start: () => once() },
    ]);
    expect(along(machine, [1], 100_000)).toBeUndefined();
  });

  function* spin(toy: RecordedToy, forgets: boolean): Coroutine<void> {
    while (true) {
      if (forgets) toy.recorder.forget(0);
      yield new Operation(SEE, 1);
    }
  }
  function* once(): Coroutine<void> {
    yield new Operation(CHANGE, 0, 1);
  }
});

test('what counts only if its task alone is back counts then, and not if somebody else has acted', () => {
  const spins = (rounds: number, changes: boolean) =>
    new RecordedToy((toy) => [
      { name: 'spins', start: () => rounded(toy, rounds, changes) },
      { name: 'looks', start: () => once() },
    ]);
  function* rounded(toy: RecordedToy, rounds: number, changes: boolean): Coroutine<void> {
    for (let round = 0; round < rounds; round += 1) {
      yield new Operation(changes ? CHANGE : SEE, 1, round);
      toy.trace.mark(ANEW, 0);
    }
  }
  function* once(): Coroutine<void> {
    yield new Operation(SEE, 2);
  }
  // Of the three places of the other's step only the one between the rounds prevents it.
  expect(along(spins(2, false), [1])!.probabilities).toEqual([3 / 4, 1]);
  expect(along(spins(2, false), [0, 1])!.probabilities).toEqual([3 / 4, 1 / 2, 0]);
  expect(along(spins(1, false), [0])!.probabilities).toEqual([0, 0]);
  expect(along(spins(3, true), [0, 0])!.probabilities).toEqual([0, 0, 0]);
});

/** Programs whose every run can be tried. */
const small = programs(
  [
    'see',
    'set',
    'pass',
    'add',
    'lock',
    'unlock',
    'await',
    'peek',
    'poke',
    'crash',
    'throw',
    'flag',
  ],
  { tasks: 3, steps: 4 },
).filter(({ tasks }) => tasks.flat().length <= 8);

/** What all runs from every step of a run come to, made one by one. */
function runByRun(machine: RecordedToy, tasks: readonly number[]): number[] {
  const isSo = (strategy: Parameters<RecordedToy['run']>[0]): boolean =>
    fails(machine, machine.run(strategy));
  return Array.from(
    { length: tasks.length + 1 },
    (_, steps) => chanceOf(tasks.slice(0, steps), isSo).chance,
  );
}

test('programs have the probabilities that all their runs come to, one by one', () => {
  const seen = new Set<number>();
  fc.assert(
    fc.property(small, fc.nat(), (it, seed) => {
      const machine = load(it);
      machine.run(random(seed));
      const tasks = tasksByStep(machine.trace);
      const { probabilities } = along(load(it), tasks) as ProbabilitiesAlong;
      const expected = runByRun(machine, tasks);
      expect(probabilities).toHaveLength(expected.length);
      for (const [at, probability] of probabilities.entries())
        expect(probability).toBeCloseTo(expected[at]!, 12);
      for (const probability of probabilities) seen.add(probability);
    }),
    { numRuns: 400, seed: 9 },
  );
  // Not only those that are certain.
  expect(seen.size).toBeGreaterThan(20);
});
