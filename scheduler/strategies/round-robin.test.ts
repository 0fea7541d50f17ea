import { describe, expect, test } from 'vitest';
import { scheduleOf, switchesOf } from '../schedule.ts';
import * as toys from '../toys.ts';
import entry, { roundRobin } from './round-robin.ts';

const orderOf = (toy: toys.Toy): number[] => {
  toys.play(toy, roundRobin());
  return toy.machine.trace.events().map(({ task }) => task);
};

describe('round-robin', () => {
  test('gives each task one step in turn, and leaves out who has finished', () => {
    expect(orderOf(toys.steppers([3, 1, 2]))).toEqual([0, 1, 2, 0, 2, 0]);
  });

  test('leaves out who is blocked', () => {
    expect(orderOf(toys.waiter())).toEqual([1, 1, 1, 0, 0]);
  });

  test('switches after each of the steps of two equal tasks', () => {
    const toy = toys.steppers([10, 10]);
    const { preemptions, steps } = toys.play(toy, entry.create());
    expect(steps).toBe(20);
    expect(switchesOf(scheduleOf(toy.machine.trace, toys.namesOf(toy)))).toBe(19);
    // The last switch comes after the end of the first task.
    expect(preemptions).toBe(18);
  });

  test('brings the philosophers to a deadlock', () => {
    const { outcome, steps } = toys.play(toys.philosophers(5), roundRobin());
    expect(outcome).toEqual({ kind: 'deadlocked', blocked: [0, 1, 2, 3, 4] });
    expect(steps).toBe(5);
  });
});
