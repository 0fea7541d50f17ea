import * as fc from 'fast-check';
import { evictor, gpu, munmap, releaseWorker, signal } from './promise-environment.ts';
import { faulter, type Program } from './promise-fault.ts';
import { BrokenRule, PromiseKernel, type Scenario } from './promise-kernel.ts';
import { Threads } from './promise-threads.ts';

/** What a number of schedules did. */
export interface Tally {
  schedules: number;
  primitives: number;
}

/**
 * What somebody would write who has fast-check but not this tool: the protocol as async threads, a
 * scheduled promise before each primitive, and a few rules that are asserted.
 */
export const everySchedule = (scenario: Scenario, tally: Tally): fc.IAsyncProperty<[unknown]> =>
  fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const threads = new Threads(scheduler);
    const program: Program = { kernel: new PromiseKernel(), threads, scenario };
    await runToEnd(program, scheduler);
    tally.schedules += 1;
    tally.primitives += threads.primitives;
  });

async function runToEnd(program: Program, scheduler: fc.Scheduler): Promise<void> {
  const broken: unknown[] = [];
  let running = 0;
  const start = (thread: Promise<void>): void => {
    running += 1;
    thread.then(
      () => {
        running -= 1;
      },
      (error: unknown) => broken.push(error),
    );
  };
  start(faulter(program, 0, 0));
  start(faulter(program, 1, 1));
  const { environment } = program.scenario;
  if (environment !== 'none') start(evictor(program, 2));
  if (environment === 'crowd') {
    start(munmap(program, 3));
    start(signal(program));
  }
  // Nobody waits for these two.
  void gpu(program);
  void releaseWorker(program);
  await scheduler.waitIdle();
  if (broken.length > 0) throw broken[0];
  if (running > 0) throw new BrokenRule(`deadlock: ${running} threads are left`);
  program.kernel.assertNothingIsLeft();
}
