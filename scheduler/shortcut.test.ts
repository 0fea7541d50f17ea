import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Outcome, Scheduler } from './execute.ts';
import { Crash, type Machine, Runaway } from './machine.ts';
import { type Coroutine, defineOperation, Operation } from './operation.ts';
import { scheduleOf } from './schedule.ts';
import { preemptions } from './strategies/preemptions.ts';
import { random } from './strategies/random.ts';
import { replay } from './strategies/replay.ts';
import { roundRobin } from './strategies/round-robin.ts';
import type { Strategy } from './strategy.ts';
import * as toys from './toys.ts';

const STEPS_MAX = 60;

/** The same task, but it asks whether it may go on before it gives up control. */
function* eager(machine: Machine, patient: Coroutine<unknown>): Coroutine<unknown> {
  let next = patient.next();
  while (!next.done) {
    const reply = machine.shortcut?.goOn(next.value);
    next = patient.next(reply ?? (yield next.value));
  }
  return next.value;
}

const eagerly = (toy: toys.Toy, which: (id: number) => boolean = () => true): toys.Toy => ({
  ...toy,
  specs: toy.specs.map((spec, id) =>
    which(id) ? { ...spec, start: () => eager(toy.machine, spec.start()) } : spec,
  ),
});

interface Seen {
  readonly calls: number[][];
  readonly story: unknown;
  readonly wanted: string | undefined;
}

/** All that can be seen of a run, from without and by its strategy. */
function seen(toy: toys.Toy, strategy: Strategy): Seen {
  const calls: number[][] = [];
  const listening: Strategy = {
    begin: (tasks) => strategy.begin(tasks),
    next(enabled, current, step) {
      const id = strategy.next(enabled, current, step);
      calls.push([enabled, current, step, id]);
      return id;
    },
    get wanted() {
      return strategy.wanted;
    },
  } as Strategy;
  const execution = toys.play(toy, listening, STEPS_MAX);
  const { trace } = toy.machine;
  const choices = [...trace.choices.slice(0, calls.length)];
  return {
    calls,
    story: [execution, trace.events(), trace.step, choices],
    wanted: strategy.wanted,
  };
}

/** A strategy made anew for each of the runs that are compared. */
const strategies: fc.Arbitrary<() => Strategy> = fc.oneof(
  fc.integer().map((seed) => () => random(seed)),
  fc.constant(roundRobin),
  fc
    .array(fc.record({ at: fc.nat(20), to: fc.nat(5) }), { maxLength: 6 })
    .map((list) => () => preemptions(list)),
  fc
    .array(fc.record({ task: fc.constantFrom('adder-0', 'stepper-1', 'left'), steps: fc.nat(3) }))
    .map((schedule) => () => replay(schedule)),
);

describe('tasks that go on at once', () => {
  test('make the very run that they make step by step, under any strategy', () => {
    const boots = fc.constantFrom(...Object.values(toys.toys));
    const property = fc.property(boots, strategies, fc.nat(255), (boot, strategy, mask) => {
      const patient = seen(boot(), strategy());
      const hurried = seen(
        eagerly(boot(), (id) => (mask >> id) % 2 === 1),
        strategy(),
      );
      expect(hurried).toEqual(patient);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test('repeat a recorded run to the letter', () => {
    const property = fc.property(fc.integer(), (seed) => {
      const toy = toys.philosophers(4);
      const execution = toys.play(toy, random(seed), STEPS_MAX);
      const schedule = scheduleOf(toy.machine.trace, toys.namesOf(toy));
      const again = eagerly(toys.philosophers(4));
      expect(toys.play(again, replay(schedule), STEPS_MAX)).toEqual(execution);
      expect(again.machine.trace.events()).toEqual(toy.machine.trace.events());
    });
    fc.assert(property, { numRuns: 200 });
  });

  test('come back to the loop only when another task is picked', () => {
    const toy = eagerly(toys.steppers([5, 5]));
    let yields = 0;
    const counted = function* (task: Coroutine<unknown>): Coroutine<void> {
      for (let next = task.next(); !next.done; yields += 1) next = task.next(yield next.value);
    };
    const specs = toy.specs.map((spec) => ({ ...spec, start: () => counted(spec.start()) }));
    toys.play({ ...toy, specs }, preemptions([]));
    // Every task at its start, and nobody again: a task is gone on with until it ends.
    expect(yields).toBe(2);
  });
});

const outcomeOf = (toy: toys.Toy, strategy: Strategy = preemptions([])): Outcome =>
  toys.play(eagerly(toy), strategy, STEPS_MAX).outcome;

describe('what ends a run inside a step that goes on', () => {
  test('the step bound', () => {
    expect(outcomeOf(toys.looping())).toEqual({ kind: 'step-bound-exceeded', task: 0 });
  });

  test('a deadlock', () => {
    const switching = preemptions([{ at: 1, to: 0 }]);
    expect(outcomeOf(toys.oppositeLocks(), switching)).toEqual({
      kind: 'deadlocked',
      blocked: [0, 1],
    });
  });

  test('a strategy that cannot follow', () => {
    expect(outcomeOf(toys.steppers([3]), replay([{ task: 'stepper-0', steps: 2 }]))).toEqual({
      kind: 'diverged',
      wanted: 'the run to be over at step 2',
      found: 'stepper-0 (toy_read)',
    });
  });

  test('an operation that crashes, whatever the task thinks of it', () => {
    expect(outcomeOf(doing(CRASH))).toEqual({
      kind: 'crashed',
      task: 0,
      message: 'Error: no such lock',
    });
    expect(toys.play(eagerly(doing(CRASH)), roundRobin()).steps).toBe(2);
  });

  test('a task that runs away', () => {
    expect(outcomeOf(toys.runaway())).toEqual({ kind: 'step-bound-exceeded', task: 1 });
  });
});

describe('a broken harness throws as well when the task goes on', () => {
  test('an operation that fails by mistake', () => {
    expect(() => outcomeOf(doing(MISTAKE))).toThrow('a mistake in the machine');
    expect(() => outcomeOf(doing(RUNAWAY))).toThrow(Runaway);
  });

  test('a strategy that picks whom it must not', () => {
    const wrong = { begin() {}, next: (_: number, __: number, step: number) => step };
    expect(() => outcomeOf(toys.steppers([3]), wrong)).toThrow('picked task 1, which cannot run');
  });
});

test('nobody goes on while the tasks are being started', () => {
  const toy = toys.steppers([1, 1]);
  const replies: unknown[] = [];
  const asking = {
    name: 'asking',
    *start(): Coroutine<void> {
      const operation = new Operation(toys.READ, 0);
      replies.push(toy.machine.shortcut?.goOn(operation));
      yield operation;
    },
  };
  new Scheduler(toy.machine).run([asking, ...toy.specs], roundRobin());
  expect(replies).toEqual([undefined]);
  expect(toy.machine.trace.count).toBe(3);
});

/** Operations that throw. */
const throwing = (name: string, error: Error) =>
  defineOperation({
    name,
    perform() {
      throw error;
    },
  });
const CRASH = throwing('toy_crash', new Crash('no such lock'));
const MISTAKE = throwing('toy_mistake', new TypeError('a mistake in the machine'));
const RUNAWAY = throwing('toy_runaway', new Runaway());

/** A task that reads, and then performs an operation of this kind. */
function doing(kind: typeof CRASH): toys.Toy {
  const toy = toys.steppers([]);
  const start = function* (): Coroutine<void> {
    yield new Operation(toys.READ, 0);
    yield new Operation(kind, 0);
  };
  return { ...toy, specs: [{ name: 'doing', start }] };
}
