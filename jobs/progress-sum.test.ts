import { expect, test } from 'vitest';
import type { Progress } from '../properties/run/tools.ts';
import { summedUp } from './progress-sum.ts';

const told = (
  subject: string,
  phase: Progress['phase'],
  done: number,
  total: number,
): Progress => ({
  subject,
  phase,
  done,
  total,
  violations: done,
  goalsReached: 1,
  goals: 2,
});

/** What is heard of what these threads say, one after the other. */
function heard(...said: readonly (readonly [number, Progress])[]): Progress {
  let last: Progress | undefined;
  const tell = summedUp((progress) => {
    last = progress;
  });
  for (const [thread, progress] of said) tell(progress, thread);
  return last!;
}

test('runs of all threads are added, the total stays', () => {
  const first = told('rfc', 'search', 250, 2000);
  const second = told('rfc', 'search', 500, 2000);
  expect(heard([0, first], [1, second], [0, second])).toMatchObject({
    done: 1000,
    total: 2000,
    violations: 500,
  });
});

test('another subject begins at nothing', () => {
  const first = told('rfc', 'search', 250, 2000);
  expect(heard([0, first], [1, told('v5.3', 'search', 10, 2000)]).done).toBe(10);
});

test('steps of worlds that are done count on', () => {
  const one = told('rfc in one', 'explore', 100, 110);
  const two = told('rfc in two', 'explore', 10, 40);
  expect(heard([0, one], [1, two], [0, told('rfc in three', 'explore', 1, 5)])).toMatchObject({
    done: 111,
    total: 145,
  });
});
