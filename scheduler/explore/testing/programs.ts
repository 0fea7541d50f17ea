import * as fc from 'fast-check';
import { defineMark } from '../../event.ts';
import { type Coroutine, Operation } from '../../operation.ts';
import type { TaskSpec } from '../../task.ts';
import { ADD, AWAIT, CHANGE, CRASH, LOCK, RecordedToy, SEE } from './machine.ts';

/** Noted by a task's own code: what its last operation was answered. */
export const FLAG = defineMark('recorded_flag', ['int']);

/** Noted by a task whose code begins anew and knows nothing. */
export const ANEW = defineMark('recorded_anew');

/**
 * What a task of a generated program does, by steps. `peek`, `poke`, `throw` and `flag` are its own
 * code, which runs together with the operation before it; `peek` leaves the next step out if the
 * word is the value, `throw` throws then; `pass` sets the word to one more than the last answer.
 */
export interface Step {
  readonly do:
    | ('see' | 'set' | 'pass' | 'add' | 'lock' | 'unlock' | 'await' | 'crash')
    | ('peek' | 'poke' | 'throw' | 'flag');
  readonly word: number;
  readonly value: number;
}

/** The steps of every task; the last task may be a daemon. */
export interface Program {
  readonly tasks: readonly (readonly Step[])[];
  readonly daemon: boolean;
}

/** A machine with these tasks. */
export function load({ tasks, daemon }: Program): RecordedToy {
  const spec = (machine: RecordedToy, steps: readonly Step[], task: number): TaskSpec => ({
    name: `task-${task}`,
    daemon: daemon && task > 0 && task === tasks.length - 1,
    start: () => follow(machine, steps, task),
  });
  return new RecordedToy((machine) => tasks.map((steps, task) => spec(machine, steps, task)));
}

function* follow(machine: RecordedToy, steps: readonly Step[], task: number): Coroutine<void> {
  let answer = 0;
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at]!;
    const operation = operationOf(step, answer);
    if (operation) answer = yield operation;
    else if (ownCode(machine, step, task, answer)) at += 1;
  }
}

function operationOf({ do: what, word, value }: Step, answer: number): Operation | undefined {
  switch (what) {
    case 'see':
      return new Operation(SEE, word);
    case 'set':
      return new Operation(CHANGE, word, value);
    case 'pass':
      return new Operation(CHANGE, word, answer + 1);
    case 'add':
      return new Operation(ADD, word, 1 + value);
    case 'lock':
      return new Operation(LOCK, word);
    case 'unlock':
      return new Operation(CHANGE, word, 0);
    case 'await':
      return new Operation(AWAIT, word, value);
    case 'crash':
      return new Operation(CRASH, word, value);
    default:
      return undefined;
  }
}

/** True if the next step is to be left out. */
function ownCode(
  machine: RecordedToy,
  { do: what, word, value }: Step,
  task: number,
  answer: number,
): boolean {
  if (what === 'peek') return machine.see(word) === value;
  if (what === 'poke') machine.change(word, value);
  if (what === 'flag') machine.trace.mark(FLAG, task, 0, answer);
  if (what === 'throw' && machine.see(word) === value) throw new RangeError('the word is odd');
  return false;
}

/** Programs of some kinds of steps, small enough that every run of them can be tried. */
export function programs(
  kinds: readonly Step['do'][],
  { tasks, steps, words = 3 }: { tasks: number; steps: number; words?: number },
): fc.Arbitrary<Program> {
  const step = fc.record({
    do: fc.constantFrom(...kinds),
    word: fc.nat(words - 1),
    value: fc.nat(2),
  });
  const task = fc.array(step, { minLength: 1, maxLength: steps });
  return fc.record({
    tasks: fc.array(task, { minLength: 2, maxLength: tasks }),
    daemon: fc.boolean(),
  });
}
