import { expect, test } from 'vitest';
import { stage } from '../kernel/testing/stage.ts';
import { thread } from '../kernel/testing/thread.ts';
import { timerOf } from '../kernel/time.ts';
import timer from './timer.ts';

test('time passes for one faulting task', () => {
  const scene = stage({ faults: [{}, {}] });
  const spec = { actor: 'timer', target: 3, variant: 'passes' };
  const actor = thread(scene, 2, () => timer.start(scene.kernel, spec, 2)).run();
  expect(actor.next).toBe('end');
  expect([0, 1].map((task) => scene.kernel.see(timerOf(task)))).toEqual([0, 1]);
});
