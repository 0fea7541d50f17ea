import { defineMark } from './event.ts';
import { type Execution, Scheduler } from './execute.ts';
import { type Machine, Runaway } from './machine.ts';
import { type Coroutine, defineOperation, Operation } from './operation.ts';
import type { Strategy } from './strategy.ts';
import type { TaskSpec } from './task.ts';
import { Trace } from './trace.ts';

/** A small machine for the engine's own tests: a few locks and one counter. */
export interface ToyMachine extends Machine {
  /** The task that holds each lock, or -1. */
  readonly owners: Int32Array;
  counter: number;
}

/** A machine as it boots, and the tasks that run on it. */
export interface Toy {
  readonly machine: ToyMachine;
  readonly specs: readonly TaskSpec[];
}

/** Waits until the lock is free, and takes it. */
export const LOCK = defineOperation<ToyMachine>({
  name: 'toy_lock',
  enabled: ({ owners }, _task, { object }) => owners[object] === -1,
  perform({ owners }, task, { object }) {
    owners[object] = task;
    return 0;
  },
});

/** Gives the lock back. */
export const UNLOCK = defineOperation<ToyMachine>({
  name: 'toy_unlock',
  perform({ owners }, _task, { object }) {
    owners[object] = -1;
    return 0;
  },
});

/** Reads the counter. */
export const READ = defineOperation<ToyMachine>({
  name: 'toy_read',
  reply: 'int',
  perform: ({ counter }) => counter,
});

/** Noted when the counter is written: the value before, and after. */
export const WRITTEN = defineMark('toy_written', ['int', 'int']);

/** Writes the counter. */
export const WRITE = defineOperation<ToyMachine>({
  name: 'toy_write',
  args: ['int'],
  perform(machine, task, { a }) {
    machine.trace.mark(WRITTEN, task, 0, machine.counter, a);
    machine.counter = a;
    return 0;
  },
});

/** Waits until the counter is at least `a`. */
export const AWAIT = defineOperation<ToyMachine>({
  name: 'toy_await',
  args: ['int'],
  enabled: ({ counter }, _task, { a }) => counter >= a,
  perform: () => 0,
});

/** Runs a toy from its boot to its end. */
export const play = (toy: Toy, strategy: Strategy, stepsMax?: number): Execution =>
  new Scheduler(toy.machine, stepsMax).run(toy.specs, strategy);

/** The names of a toy's tasks, by id. */
export const namesOf = (toy: Toy): string[] => toy.specs.map(({ name }) => name);

/** Two tasks that take two locks in opposite order: the deadlock of the textbooks. */
export const oppositeLocks = (): Toy =>
  toy([worker('left', () => holdBoth(0, 1)), worker('right', () => holdBoth(1, 0))]);

/** Philosophers around a table; each takes the fork at its left hand, then the other one. */
export function philosophers(seats: number): Toy {
  const seat = (_: unknown, id: number): TaskSpec =>
    worker(`philosopher-${id}`, () => holdBoth(id, (id + 1) % seats));
  return toy(Array.from({ length: seats }, seat));
}

/** Tasks that each add one to the counter, without a lock: a preemption between can lose one. */
export function lostUpdate(tasks = 2): Toy {
  return toy(Array.from({ length: tasks }, (_, id) => worker(`adder-${id}`, addOne)));
}

/** Tasks that do nothing but a given number of steps each: every order of them is a run. */
export function steppers(steps: readonly number[]): Toy {
  return toy(steps.map((each, id) => worker(`stepper-${id}`, () => readTimes(each))));
}

/** A task that never ends, beside one that does. */
export const looping = (): Toy =>
  toy([worker('looper', () => readTimes(Number.POSITIVE_INFINITY)), worker('adder', addOne)]);

/** A task whose code throws after its first step. */
export const throwing = (): Toy =>
  toy([worker('adder', addOne), worker('thrower', () => throwAfterRead(new TypeError('no page')))]);

/** A task that the machine stops, since it does not come to its next operation. */
export const runaway = (): Toy =>
  toy([worker('adder', addOne), worker('runaway', () => throwAfterRead(new Runaway()))]);

/** A daemon that waits for a counter which is never reached, beside a task that ends. */
export const daemon = (): Toy =>
  toy([worker('adder', addOne), { ...worker('daemon', () => awaitCount(9)), daemon: true }]);

/** A task that waits for the counter, before the task that raises it. */
export const waiter = (): Toy =>
  toy([worker('waiter', () => awaitCount(1)), worker('adder', addOne)]);

/** Every toy, for properties that hold of any of them. */
export const toys: Readonly<Record<string, () => Toy>> = {
  oppositeLocks,
  philosophers: () => philosophers(4),
  lostUpdate: () => lostUpdate(3),
  steppers: () => steppers([3, 1, 4]),
  looping,
  throwing,
  runaway,
  daemon,
  waiter,
};

function toy(specs: readonly TaskSpec[]): Toy {
  const owners = new Int32Array(specs.length).fill(-1);
  return {
    machine: {
      trace: new Trace(),
      running: -1,
      shortcut: null,
      recorder: null,
      owners,
      counter: 0,
    },
    specs,
  };
}

const worker = (name: string, start: () => Coroutine<void>): TaskSpec => ({ name, start });

function* holdBoth(first: number, second: number): Coroutine<void> {
  yield new Operation(LOCK, first);
  yield new Operation(LOCK, second);
  yield new Operation(UNLOCK, second);
  yield new Operation(UNLOCK, first);
}

function* addOne(): Coroutine<void> {
  const counter = yield new Operation(READ, 0);
  yield new Operation(WRITE, 0, counter + 1);
}

function* readTimes(times: number): Coroutine<void> {
  for (let time = 0; time < times; time += 1) yield new Operation(READ, 0);
}

function* throwAfterRead(error: Error): Coroutine<void> {
  yield new Operation(READ, 0);
  throw error;
}

function* awaitCount(least: number): Coroutine<void> {
  yield new Operation(AWAIT, 0, least);
  yield new Operation(READ, 0);
}
