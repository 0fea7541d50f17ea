import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Schedule, scheduleOf, stepsOf } from '../schedule.ts';
import * as toys from '../toys.ts';
import { random } from './random.ts';
import entry, { replay } from './replay.ts';

const STEPS_MAX = 60;
const outcomeOf = (toy: toys.Toy, schedule: Schedule) => toys.play(toy, replay(schedule)).outcome;

describe('replay', () => {
  test('makes the identical trace of any random run of any toy', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(toys.toys)), fc.integer(), (boot, seed) => {
        const toy = boot();
        const execution = toys.play(toy, random(seed), STEPS_MAX);
        const schedule = scheduleOf(toy.machine.trace, toys.namesOf(toy));
        expect(stepsOf(schedule)).toBe(execution.steps);
        const again = boot();
        const strategy = entry.create({ seed: 0, preemptions: [], schedule });
        expect(toys.play(again, strategy, STEPS_MAX)).toEqual(execution);
        expect(again.machine.trace.events()).toEqual(toy.machine.trace.events());
      }),
      { numRuns: 500 },
    );
  });

  test('follows the names when the tasks have other ids', () => {
    const toy = toys.lostUpdate();
    const turned = { ...toy, specs: toy.specs.toReversed() };
    toys.play(
      turned,
      replay([
        { task: 'adder-0', steps: 2 },
        { task: 'adder-1', steps: 2 },
      ]),
    );
    expect(turned.machine.trace.at(0).task).toBe(1);
  });

  test('passes over an empty turn, and starts again with each run', () => {
    const strategy = replay([
      { task: 'nobody', steps: 0 },
      { task: 'stepper-0', steps: 2 },
    ]);
    for (const _ of [0, 1]) {
      expect(toys.play(toys.steppers([2]), strategy).outcome.kind).toBe('completed');
    }
  });
});

test('replay starts again after a run that it did not bring to its end', () => {
  const strategy = replay(['stepper-0', 'stepper-1'].map((task) => ({ task, steps: 2 })));
  expect(toys.play(toys.steppers([2, 2]), strategy, 1).outcome.kind).toBe('step-bound-exceeded');
  expect(toys.play(toys.steppers([2, 2]), strategy).outcome.kind).toBe('completed');
});

describe('replay diverges', () => {
  test('when the wanted task is blocked', () => {
    expect(outcomeOf(toys.waiter(), [{ task: 'waiter', steps: 1 }])).toEqual({
      kind: 'diverged',
      wanted: 'waiter to run at step 0',
      found: 'adder (toy_read)',
    });
  });

  test('when the wanted task has finished', () => {
    expect(outcomeOf(toys.steppers([1, 1]), [{ task: 'stepper-0', steps: 2 }])).toEqual({
      kind: 'diverged',
      wanted: 'stepper-0 to run at step 1',
      found: 'stepper-1 (toy_read)',
    });
  });

  test('when the wanted task is unknown, and says which there are', () => {
    expect(outcomeOf(toys.waiter(), [{ task: 'evictor', steps: 1 }])).toEqual({
      kind: 'diverged',
      wanted: 'evictor to run at step 0, but the tasks are waiter, adder',
      found: 'adder (toy_read)',
    });
  });

  test('when the schedule is over and the run is not', () => {
    expect(outcomeOf(toys.steppers([2]), [{ task: 'stepper-0', steps: 1 }])).toEqual({
      kind: 'diverged',
      wanted: 'the run to be over at step 1',
      found: 'stepper-0 (toy_read)',
    });
  });

  test('not when only daemons are left', () => {
    expect(outcomeOf(toys.daemon(), [{ task: 'adder', steps: 2 }]).kind).toBe('completed');
  });
});
