import type { Outcome } from '../execute.ts';
import type { Operation } from '../operation.ts';
import { EVENT_WORDS, FIELD } from '../trace.ts';
import { LOG_WORDS, type RecordedMachine, SET } from './machine.ts';

/**
 * Where a task stands in its own code: what it asks for next, and what it did when it was answered.
 *
 * A coroutine cannot be saved and restored, but it is deterministic: after equal answers
 * and equal looks at memory it does the same. So what it did is kept, and the coroutine itself is
 * run only for what has not been seen before.
 */
export class LocalState {
  readonly id: number;
  /** Null once the task has finished. */
  readonly pending: Operation | null;
  /** What followed, by answer. */
  private readonly answers = new Map<number, Look>();

  constructor(id: number, pending: Operation | null) {
    this.id = id;
    this.pending = pending;
  }

  /** What is known to follow this answer. */
  after(answer: number): Look | undefined {
    return this.answers.get(answer);
  }

  /** A new beginning of what follows this answer. */
  begin(answer: number): Look {
    const look = new Look();
    this.answers.set(answer, look);
    return look;
  }
}

/** What came of a stretch of a task's own code. */
export interface Stretch {
  /** Events for the trace, without their step. */
  readonly events: Int32Array;
  readonly next: LocalState;
  /** It ended the run. */
  readonly failure: Outcome | undefined;
}

/** A point in a stretch of code: words that were set, then a look at memory, or the end. */
export class Look {
  /** Address and value, by turns. */
  readonly sets: number[] = [];
  /** What is looked at; -1 for nothing, at the end. */
  address = -1;
  private readonly values: number[] = [];
  private readonly nexts: Look[] = [];
  stretch: Stretch | undefined;

  /** Where the code goes on when it finds this value. */
  found(value: number): Look | undefined {
    const { values } = this;
    for (let index = 0; index < values.length; index += 1) {
      if (values[index] === value) return this.nexts[index];
    }
    return undefined;
  }

  add(value: number): Look {
    const next = new Look();
    this.values.push(value);
    this.nexts.push(next);
    return next;
  }
}

/**
 * Goes through a stretch of code as it is known: looks where it looked, sets what it set. Undefined
 * if it was never run with what there is to see now; then memory is not as it was.
 */
export function retrace(machine: RecordedMachine, start: Look | undefined): Stretch | undefined {
  let look = start;
  while (look !== undefined) {
    const { sets } = look;
    for (let at = 0; at < sets.length; at += 2) machine.change(sets[at]!, sets[at + 1]!);
    if (look.stretch) return look.stretch;
    look = look.found(machine.see(look.address));
  }
  return undefined;
}

/** Keeps a stretch of code for later: `log` is what it did. */
export function learn(
  state: LocalState,
  answer: number,
  log: readonly number[],
  stretch: Stretch,
): void {
  let look = state.after(answer) ?? state.begin(answer);
  // A look whose sets are known is passed through, not written again.
  let fresh = look.address === -1 && !look.stretch;
  for (let at = 0; at < log.length; at += LOG_WORDS) {
    const what = log[at]!;
    const address = log[at + 1]!;
    const value = log[at + 2]!;
    if (what === SET) {
      if (fresh) look.sets.push(address, value);
      continue;
    }
    if (fresh) look.address = address;
    const known = look.found(value);
    look = known ?? look.add(value);
    fresh = known === undefined;
  }
  look.stretch = stretch;
}

/** Writes a stretch's events to the trace, as of this step. */
export function replayEvents({ trace }: RecordedMachine, { events }: Stretch): void {
  const step = trace.step << 1;
  for (let at = 0; at < events.length; at += EVENT_WORDS) {
    trace.append(
      events[at]!,
      events[at + FIELD.task]!,
      events[at + FIELD.object]!,
      events[at + FIELD.a]!,
      events[at + FIELD.b]!,
      events[at + FIELD.c]!,
      events[at + FIELD.reply]!,
      step,
    );
  }
}
