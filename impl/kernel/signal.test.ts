import { expect, test } from 'vitest';
import { SIGNALED } from './marks.ts';
import { send_signal } from './signal.ts';
import { stage } from './testing/stage.ts';

test('a signal is pending for one task', () => {
  const { kernel, perform, events } = stage();
  perform(send_signal(1, 1), 3);
  expect([kernel.signal(0), kernel.signal(1), kernel.signal(2)]).toEqual([0, 1, 0]);
  expect(events(SIGNALED)).toMatchObject([{ task: 3, a: 1, b: 1 }]);
});

test('a signal that kills replaces one that does not, and not the other way round', () => {
  const { kernel, perform } = stage();
  perform(send_signal(0, 1));
  perform(send_signal(0, 2));
  expect(kernel.signal(0)).toBe(2);
  perform(send_signal(0, 1));
  expect(kernel.signal(0)).toBe(2);
});
