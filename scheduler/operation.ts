import { type ArgumentType, type EventKind, register } from './event.ts';

/**
 * What a task asks for next: a kind of operation on an object, with up to three integers.
 *
 * It is yielded *before* it happens; the scheduler performs it when the strategy picks the task.
 */
export class Operation {
  readonly kind: OperationKind;
  readonly object: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;

  constructor(kind: OperationKind, object: number, a = 0, b = 0, c = 0) {
    this.kind = kind;
    this.object = object;
    this.a = a;
    this.b = b;
    this.c = c;
    if (making.noted !== null) making.noted();
  }
}

/** Who is told of every operation that is made: whoever wants to know where that was. */
export const making: { noted: (() => void) | null } = { noted: null };

/**
 * A primitive of the simulated machine `S`.
 *
 * `perform` is the only place where simulated state changes. An operation without `enabled` can
 * always run; one with it blocks its task until `enabled` holds, so blocking needs no wake-up code.
 */
export interface OperationKind extends EventKind {
  readonly enabled: ((state: unknown, task: number, operation: Operation) => boolean) | undefined;
  readonly perform: (state: unknown, task: number, operation: Operation) => number;
}

/** A kind as it is written down, typed by the state on which it works. */
export interface OperationSpec<S> {
  readonly name: string;
  readonly args?: readonly ArgumentType[];
  readonly reply?: ArgumentType;
  enabled?(state: S, task: number, operation: Operation): boolean;
  perform(state: S, task: number, operation: Operation): number;
}

/**
 * Defines a primitive: gives it a code, and a place in every dispatch table.
 *
 * Every kind has the same fields in the same order, so that the scheduler's loop, which reads them
 * at each step, meets objects of one shape only.
 */
export function defineOperation<S>(spec: OperationSpec<S>): OperationKind {
  return register({
    name: spec.name,
    args: spec.args ?? [],
    reply: spec.reply ?? 'void',
    enabled: spec.enabled as OperationKind['enabled'],
    perform: spec.perform as OperationKind['perform'],
  });
}

/** Whether events of this kind are operations; the others are marks, which take no step. */
export const isOperation = (kind: EventKind): kind is OperationKind => 'perform' in kind;

/** A thread of the run: yields what it is about to do, receives the reply. */
export type Coroutine<Result = number> = Generator<Operation, Result, number>;
