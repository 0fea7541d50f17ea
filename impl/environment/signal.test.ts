import { expect, test } from 'vitest';
import { stage } from '../kernel/testing/stage.ts';
import { thread } from '../kernel/testing/thread.ts';
import signal from './signal.ts';

test.each([
  ['non-fatal', 1],
  ['fatal', 2],
])('a signal that is %s becomes pending for one faulting task', (variant, pending) => {
  const scene = stage({ faults: [{}, {}] });
  const spec = { actor: 'signal', target: 3, variant };
  const actor = thread(scene, 2, () => signal.start(scene.kernel, spec, 2)).run();
  expect(actor.next).toBe('end');
  expect([0, 1, 2].map((task) => scene.kernel.signal(task))).toEqual([0, pending, 0]);
});
