import { describe, expect, test } from 'vitest';
import { type Outcome, Scheduler } from './execute.ts';
import { Unjudgeable } from './machine.ts';
import type { Operation } from './operation.ts';
import { preemptions } from './strategies/preemptions.ts';
import { roundRobin } from './strategies/round-robin.ts';
import type { Strategy } from './strategy.ts';
import { TASKS_MAX } from './task.ts';
import * as toys from './toys.ts';

const undisturbed = preemptions([]);

/** Picks the listed tasks, then stays undisturbed. */
const picking = (...ids: number[]): Strategy => ({
  begin() {},
  next: (enabled, current, step) => ids[step] ?? undisturbed.next(enabled, current, step),
});

describe('how a run ends', () => {
  test('it is completed when every task has finished', () => {
    const toy = toys.lostUpdate();
    expect(toys.play(toy, undisturbed)).toEqual({
      outcome: { kind: 'completed' },
      steps: 4,
      preemptions: 0,
    });
    expect(toy.machine.counter).toBe(2);
  });

  test('it is deadlocked when nobody can go on, and names the blocked', () => {
    const toy = toys.oppositeLocks();
    const { outcome, steps } = toys.play(toy, roundRobin());
    expect(blockedOf(toy, outcome)).toEqual(['left', 'right']);
    expect(steps).toBe(2);
  });

  test('a finished task is not among the blocked', () => {
    const stuck = toys.waiter();
    const toy = { ...stuck, specs: [stuck.specs[0]!, toys.steppers([1]).specs[0]!] };
    expect(blockedOf(toy, toys.play(toy, undisturbed).outcome)).toEqual(['waiter']);
  });

  test('it exceeds the step bound when a task never ends, after exactly so many steps', () => {
    const { outcome, steps } = toys.play(toys.looping(), undisturbed, 50);
    expect(outcome).toEqual({ kind: 'step-bound-exceeded', task: 0 });
    expect(steps).toBe(50);
  });

  test('a run that needs exactly the bound is completed', () => {
    expect(toys.play(toys.lostUpdate(), undisturbed, 4).outcome.kind).toBe('completed');
    expect(toys.play(toys.lostUpdate(), undisturbed, 3).outcome.kind).toBe('step-bound-exceeded');
  });

  test('it is crashed when the code of a task throws', () => {
    const { outcome, steps } = toys.play(toys.throwing(), undisturbed);
    expect(outcome).toEqual({ kind: 'crashed', task: 1, message: 'TypeError: no page' });
    expect(steps).toBe(3);
  });

  test('a task stopped by the machine exceeds the step bound', () => {
    const { outcome } = toys.play(toys.runaway(), undisturbed);
    expect(outcome).toEqual({ kind: 'step-bound-exceeded', task: 1 });
  });

  test('it is no outcome when a task asks for what the machine does not have', () => {
    const toy = toys.steppers([1]);
    const specs = [{ name: 'asking', start: unanswerable }];
    expect(() => toys.play({ ...toy, specs }, undisturbed)).toThrow(Unjudgeable);
  });

  test('it is diverged when the strategy gives up, and tells who could have run', () => {
    const giving = { begin() {}, next: () => -1, wanted: 'a unicorn to run at step 0' };
    expect(toys.play(toys.oppositeLocks(), giving).outcome).toEqual({
      kind: 'diverged',
      wanted: 'a unicorn to run at step 0',
      found: 'left (toy_lock), right (toy_lock)',
    });
  });

  test('without tasks it is completed', () => {
    const empty = toys.steppers([]);
    expect(toys.play(empty, undisturbed).outcome.kind).toBe('completed');
  });
});

describe('a daemon', () => {
  test('does not keep the run alive', () => {
    expect(toys.play(toys.daemon(), undisturbed).outcome).toEqual({ kind: 'completed' });
  });

  test('runs like any other task while the run lasts', () => {
    const idle = toys.looping();
    const [looper, adder] = idle.specs;
    const toy = { ...idle, specs: [{ ...looper!, daemon: true }, adder!] };
    const { outcome, steps } = toys.play(toy, roundRobin());
    expect(outcome).toEqual({ kind: 'completed' });
    expect(steps).toBe(4);
  });
});

describe('an event', () => {
  test('tells whether its task had to wait', () => {
    const toy = toys.waiter();
    toys.play(toy, undisturbed);
    const story = toy.machine.trace.events().map(({ kind, waited }) => [kind.name, waited]);
    expect(story).toEqual([
      ['toy_read', false],
      ['toy_write', false],
      ['toy_written', false],
      ['toy_await', true],
      ['toy_read', false],
    ]);
  });

  test('belongs to the step of its operation, and has its reply', () => {
    const toy = toys.lostUpdate();
    toys.play(toy, undisturbed);
    const story = toy.machine.trace
      .events()
      .map(({ kind, step, reply }) => [kind.name, step, reply]);
    expect(story).toEqual([
      ['toy_read', 0, 0],
      ['toy_write', 1, 0],
      ['toy_written', 1, 0],
      ['toy_read', 2, 1],
      ['toy_write', 3, 0],
      ['toy_written', 3, 0],
    ]);
  });
});

describe('a preemption', () => {
  test('is counted when the last task could have gone on', () => {
    expect(toys.play(toys.steppers([2, 2]), picking(0, 1, 0, 1)).preemptions).toBe(2);
  });

  test('is not counted when the last task has finished or is blocked', () => {
    expect(toys.play(toys.steppers([1, 1, 1]), roundRobin()).preemptions).toBe(0);
    expect(toys.play(toys.waiter(), undisturbed).preemptions).toBe(0);
  });
});

describe('the scheduler', () => {
  test('tells the machine whose code is running', () => {
    const toy = toys.steppers([1, 1]);
    const seen: number[] = [];
    const watching = toy.specs.map((spec) => ({
      ...spec,
      *start() {
        seen.push(toy.machine.running);
        yield* spec.start();
        seen.push(toy.machine.running);
      },
    }));
    toys.play({ ...toy, specs: watching }, undisturbed);
    expect(seen).toEqual([0, 1, 0, 1]);
    expect(toy.machine.running).toBe(-1);
  });

  test('notes in the trace who could have run at each step', () => {
    const toy = toys.waiter();
    toys.play(toy, undisturbed);
    expect([...toy.machine.trace.choices.slice(0, 4)]).toEqual([0b10, 0b10, 0b01, 0b01]);
  });

  test(`runs ${TASKS_MAX} tasks, and refuses one more`, () => {
    const most = toys.steppers(new Array(TASKS_MAX).fill(1));
    expect(toys.play(most, roundRobin()).steps).toBe(TASKS_MAX);
    const tooMany = toys.steppers(new Array(TASKS_MAX + 1).fill(1));
    expect(() => toys.play(tooMany, roundRobin())).toThrow(
      `a run has at most ${TASKS_MAX} tasks, not ${TASKS_MAX + 1}`,
    );
  });

  test('starts from nothing after a run that was broken off', () => {
    const { machine, specs } = toys.steppers([2, 2]);
    const scheduler = new Scheduler(machine, 3);
    expect(scheduler.run(specs, undisturbed).outcome.kind).toBe('step-bound-exceeded');
    machine.trace.clear();
    expect(scheduler.run(specs.slice(0, 1), roundRobin()).steps).toBe(2);
  });

  test('takes a strategy that picks a blocked task for a broken harness', () => {
    expect(() => toys.play(toys.waiter(), picking(0))).toThrow('picked task 0, which cannot run');
  });

  test('ends a run whose task throws before its first operation', () => {
    const toy = toys.steppers([1]);
    const specs = [{ name: 'stillborn', start: unbootable }];
    expect(toys.play({ ...toy, specs }, undisturbed)).toEqual({
      outcome: { kind: 'crashed', task: 0, message: 'Error: no memory' },
      steps: 0,
      preemptions: 0,
    });
  });
});

// biome-ignore lint/correctness/useYield: it throws before it comes to one.
function* unbootable(): Generator<Operation, void, number> {
  throw new Error('no memory');
}

// biome-ignore lint/correctness/useYield: it throws before it comes to one.
function* unanswerable(): Generator<Operation, void, number> {
  throw new Unjudgeable('no such thing');
}

function blockedOf(toy: toys.Toy, outcome: Outcome): string[] {
  if (outcome.kind !== 'deadlocked') throw new Error(`expected a deadlock, not ${outcome.kind}`);
  return outcome.blocked.map((id) => toys.namesOf(toy)[id]!);
}
