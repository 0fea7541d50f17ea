import type { Coroutine, Operation } from '../../../scheduler/operation.ts';
import { errnoName } from '../errno.ts';
import { nameOf } from '../memory/layout.ts';
import type { Stage } from './stage.ts';

/** A task that is driven by hand, from one of its operations to another. */
export interface Thread {
  /** What it has done: `dma_resv_lock resv-1`, with the reply where that is not 0. */
  readonly log: readonly string[];
  /** The operation before which it stands; `end` when it is over. */
  readonly next: string;
  /** What its code returned. */
  readonly result: unknown;
  /** Performs one operation. */
  step(): Thread;
  /** Goes on until it has to wait, stands before an operation of this name, or is over. */
  run(until?: string): Thread;
}

/** Operations of one `run`; daemons wait before, and so do deadlocks. */
const OPERATIONS_MAX = 200;

/** Starts a task on a stage. */
export function thread(
  { kernel, perform, blocks }: Stage,
  task: number,
  start: () => Coroutine<unknown>,
): Thread {
  const log: string[] = [];
  const resume = (reply: number): IteratorResult<Operation, unknown> => {
    kernel.running = task;
    const state = coroutine.next(reply);
    kernel.running = -1;
    return state;
  };
  const coroutine = start();
  let state = resume(0);
  const self: Thread = {
    log,
    get next() {
      return state.done ? 'end' : state.value.kind.name;
    },
    get result() {
      return state.done ? state.value : undefined;
    },
    step() {
      if (state.done) throw new Error('the thread is over');
      const operation = state.value;
      const reply = perform(operation, task);
      log.push(text(operation, reply));
      state = resume(reply);
      return self;
    },
    run(until) {
      for (let count = 0; !state.done && self.next !== until; count += 1) {
        if (count === OPERATIONS_MAX) throw new Error('the thread does not come to its end');
        if (blocks(state.value, task)) break;
        self.step();
      }
      return self;
    },
  };
  return self;
}

function text({ kind, object }: Operation, reply: number): string {
  const did = `${kind.name} ${nameOf(object)}`;
  if (reply === 0 || kind.reply === 'void') return did;
  return `${did} = ${kind.reply === 'address' ? nameOf(reply) : errnoName(reply)}`;
}
