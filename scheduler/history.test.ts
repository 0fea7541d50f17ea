import { expect, test } from 'vitest';
import { History } from './history.ts';
import type { Task } from './task.ts';

const tasks = (...names: string[]): Task[] =>
  names.map((name, id) => ({ id, name, pending: null }));

/** A run in which the tasks perform so many operations. */
function run(history: History, counts: Record<string, number>): void {
  history.begin(tasks(...Object.keys(counts)));
  Object.values(counts).forEach((count, id) => {
    for (let time = 0; time < count; time += 1) history.note(id);
  });
}

test('a history expects of a task what its name has done on average', () => {
  const history = new History();
  run(history, { a: 4, b: 10 });
  run(history, { b: 20 });
  history.begin(tasks('b', 'a'));
  expect([history.left(0), history.left(1), history.steps()]).toEqual([15, 4, 19]);
  history.note(1);
  expect(history.left(1)).toBe(3);
});

test('a history knows the most that each task has done, and the steps of the present run', () => {
  const history = new History();
  for (let time = 0; time < 7; time += 1) run(history, { a: 4, b: 10 });
  run(history, { b: 20 });
  history.begin(tasks('b', 'a'));
  // Seven runs are too few to say that the task will not do more.
  expect(history.stepsMost()).toBe(20 + 12);
  history.note(1);
  history.begin(tasks('b', 'a'));
  expect([history.stepsMost(), history.stepsDone()]).toEqual([20 + 4, 0]);
  history.note(1);
  expect([history.stepsMost(), history.stepsDone()]).toEqual([20 + 4, 1]);
});

test('a history expects at least one operation, and the same of all whom it does not know', () => {
  const history = new History();
  run(history, { a: 1 });
  history.begin(tasks('a', 'x', 'y'));
  history.note(0);
  history.note(0);
  expect(history.left(0)).toBe(1);
  expect(history.left(1)).toBe(history.left(2));
});

test('a history does not count the run that is going on', () => {
  const history = new History();
  run(history, { a: 2 });
  run(history, { a: 8 });
  expect(history.steps()).toBe(2);
});
