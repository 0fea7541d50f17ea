import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '../cli/exit.ts';
import { useConfig } from '../cli/subjects/config.ts';
import { Workbench } from './executor.ts';
import type { Message, WorkerInput } from './job.ts';
import type { Order } from './request.ts';
import { SharedState } from './shared-state.ts';

/**
 * A thread that works, so that the main one can listen to Ctrl-C, show progress and notice a
 * subject that hangs: opens its job, then does one order after the other.
 */

const HEARTBEAT_MS = 100;

const { job, buffer, hand } = workerData as WorkerInput;
const state = new SharedState(buffer, hand);
const post = (message: Message): void => parentPort!.postMessage(message);

/** Whatever is thrown ends the job, since the other threads would come to the same. */
async function trying(work: () => Promise<Message>): Promise<void> {
  try {
    post(await work());
  } catch (error) {
    const { exit, message, stack, cause } = failureOf(error);
    const shown = cause instanceof Error ? cause.stack : stack;
    post({ kind: 'failed', failure: { exit, message, stack: shown ?? '' } });
  }
}

post({ kind: 'ready' });

// While modules are loaded, or nothing is to be done, nobody else shows that the thread is alive.
setInterval(() => state.beat(), HEARTBEAT_MS).unref();

const bench = new Workbench(job, { state, post });
let isFlushed = false;
await trying(async () => {
  await useConfig(job.setup.config);
  const opened = await bench.open();
  parentPort!.on('message', (order: Order) =>
    trying(async () => {
      const answer = bench.perform(order);
      // What is not written now is lost, since the main thread does not wait for this one to end.
      if (!isFlushed) flushCompileCache();
      isFlushed = true;
      return { kind: 'answer', answer };
    }),
  );
  return { kind: 'opened', opened };
});
