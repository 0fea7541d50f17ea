import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preemptionsOf, scheduleOf, stepsOf, switchesOf } from './schedule.ts';
import { preemptions } from './strategies/preemptions.ts';
import { random } from './strategies/random.ts';
import { roundRobin } from './strategies/round-robin.ts';
import * as toys from './toys.ts';
import { READ } from './toys.ts';
import { Trace } from './trace.ts';

const STEPS_MAX = 60;
const anyToy = fc.constantFrom(...Object.keys(toys.toys)).map((name) => toys.toys[name]!);

describe('the schedule of a trace', () => {
  test('joins the consecutive steps of a task; marks are no steps', () => {
    const toy = toys.lostUpdate();
    toys.play(toy, preemptions([{ at: 1, to: 0 }]));
    const schedule = scheduleOf(toy.machine.trace, toys.namesOf(toy));
    expect(schedule).toEqual([
      { task: 'adder-0', steps: 1 },
      { task: 'adder-1', steps: 2 },
      { task: 'adder-0', steps: 1 },
    ]);
    expect(switchesOf(schedule)).toBe(2);
    expect(stepsOf(schedule)).toBe(4);
  });

  test('of an empty trace is empty', () => {
    expect(scheduleOf(new Trace(), [])).toEqual([]);
    expect(switchesOf([])).toBe(0);
  });

  test('needs a name for each task, and no name twice', () => {
    const toy = toys.lostUpdate();
    toys.play(toy, roundRobin());
    expect(() => scheduleOf(toy.machine.trace, ['adder-0'])).toThrow('but 1 tasks are named');
    expect(() => scheduleOf(toy.machine.trace, ['a', 'a'])).toThrow('a name of its own');
  });
});

test('a switch is counted between different tasks only, and not for an empty turn', () => {
  const turns = [
    { task: 'a', steps: 1 },
    { task: 'a', steps: 2 },
    { task: 'b', steps: 0 },
    { task: 'a', steps: 1 },
    { task: 'b', steps: 1 },
  ];
  expect(switchesOf(turns)).toBe(1);
});

describe('the preemptions of a trace', () => {
  test('reproduce any random run of any toy exactly', () => {
    fc.assert(
      fc.property(anyToy, fc.integer(), (boot, seed) => {
        const toy = boot();
        const execution = toys.play(toy, random(seed), STEPS_MAX);
        const again = boot();
        const list = preemptionsOf(toy.machine.trace);
        expect(toys.play(again, preemptions(list), STEPS_MAX)).toEqual(execution);
        expect(again.machine.trace.events()).toEqual(toy.machine.trace.events());
      }),
      { numRuns: 500 },
    );
  });

  test('are as many as are needed: without any one of them the run is another', () => {
    fc.assert(
      fc.property(anyToy, fc.integer(), (boot, seed) => {
        const toy = boot();
        toys.play(toy, random(seed), STEPS_MAX);
        const list = preemptionsOf(toy.machine.trace);
        for (const left of list) {
          const other = boot();
          toys.play(other, preemptions(list.filter((entry) => entry !== left)), STEPS_MAX);
          expect(other.machine.trace.events()).not.toEqual(toy.machine.trace.events());
        }
      }),
    );
  });

  test('of a run that was never disturbed are none', () => {
    const toy = toys.waiter();
    toys.play(toy, preemptions([]));
    expect(preemptionsOf(toy.machine.trace)).toEqual([]);
  });

  test('cannot be told from a trace that no scheduler wrote', () => {
    const trace = new Trace();
    trace.append(READ.code, 0, 0, 0, 0, 0, 0, 0);
    expect(() => preemptionsOf(trace)).toThrow('Replay its schedule first');
  });
});
