import type { EventKind } from './event.ts';
import { kindOf } from './event.ts';
import { grown } from './grow-array.ts';
import type { SourceLine } from './source-line.ts';

/** Integers that one event takes in a trace. */
export const EVENT_WORDS = 8;

/** Positions of an event's fields, relative to its first word. */
export const FIELD = {
  code: 0,
  task: 1,
  object: 2,
  a: 3,
  b: 4,
  c: 5,
  reply: 6,
  /** Step of the execution (how many operations ran before), times 2, plus 1 if it had to wait. */
  step: 7,
} as const;

/** One event of a trace, decoded. */
export interface TraceEvent {
  readonly kind: EventKind;
  readonly task: number;
  readonly object: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly reply: number;
  readonly step: number;
  /** The operation was pending and not enabled at some time before it ran. */
  readonly waited: boolean;
}

/**
 * The list of events of one execution, as integers in one growing array.
 *
 * One trace is reused from run to run: `clear` forgets the events and keeps the memory.
 */
export class Trace {
  words = new Int32Array(EVENT_WORDS * 256);
  /** Words in use: a multiple of `EVENT_WORDS`. */
  length = 0;
  /** Operations performed so far: the step to which marks belong. */
  step = 0;
  /** The tasks that could run at each step, as masks; a trace written by hand has none. */
  choices = new Uint16Array(256);
  /** Says where in its source a task is; null unless somebody wants to know, since it is slow. */
  locate: ((task: number) => SourceLine | undefined) | null = null;
  /** Where events come from, by index, as far as they come from a subject. */
  places: (SourceLine | undefined)[] = [];

  clear(): void {
    if (this.places.length > 0) this.places = [];
    this.length = 0;
    this.step = 0;
  }

  /** Notes a fact that is no operation, at the current step. */
  mark(kind: EventKind, task: number, object = 0, a = 0, b = 0, c = 0, reply = 0): void {
    this.append(kind.code, task, object, a, b, c, reply, this.step << 1);
  }

  append(
    code: number,
    task: number,
    object: number,
    a: number,
    b: number,
    c: number,
    reply: number,
    step: number,
  ): void {
    const at = this.length;
    if (at + EVENT_WORDS > this.words.length) this.grow();
    const words = this.words;
    words[at] = code;
    words[at + 1] = task;
    words[at + 2] = object;
    words[at + 3] = a;
    words[at + 4] = b;
    words[at + 5] = c;
    words[at + 6] = reply;
    words[at + 7] = step;
    this.length = at + EVENT_WORDS;
    if (this.locate !== null) this.places[at / EVENT_WORDS] = this.locate(task);
  }

  /** Notes the tasks that can run at the current step. */
  offer(enabled: number): void {
    if (this.step >= this.choices.length) {
      this.choices = grown(this.choices, this.choices.length * 2);
    }
    this.choices[this.step] = enabled;
  }

  /** How many events there are. */
  get count(): number {
    return this.length / EVENT_WORDS;
  }

  /** The event with this index, decoded. */
  at(index: number): TraceEvent {
    const start = index * EVENT_WORDS;
    if (index < 0 || start >= this.length) {
      throw new RangeError(`event ${index} of a trace of ${this.count}`);
    }
    const word = (field: number): number => this.words[start + field]!;
    return {
      kind: kindOf(word(FIELD.code)),
      task: word(FIELD.task),
      object: word(FIELD.object),
      a: word(FIELD.a),
      b: word(FIELD.b),
      c: word(FIELD.c),
      reply: word(FIELD.reply),
      step: word(FIELD.step) >> 1,
      waited: (word(FIELD.step) & 1) === 1,
    };
  }

  /** Every event, decoded; for reports, not for the hot path. */
  events(): TraceEvent[] {
    return Array.from({ length: this.count }, (_, index) => this.at(index));
  }

  /** A copy that the next execution does not overwrite, of no more words than so many. */
  copy(most = this.length): Trace {
    const copy = new Trace();
    const length = Math.min(this.length, most);
    copy.words = this.words.slice(0, Math.max(length, EVENT_WORDS));
    copy.choices = this.choices.slice(0, Math.max(this.step, 1));
    copy.length = length;
    copy.step = this.step;
    return copy;
  }

  private grow(): void {
    this.words = grown(this.words, this.words.length * 2);
  }
}
