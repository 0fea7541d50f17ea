import { EVENT_WORDS, type Trace, type TraceEvent } from './trace.ts';

/** Where two traces part: the event that each has there, or null where one has ended. */
export interface Difference {
  /** Index of the event; all before it are equal. */
  readonly index: number;
  readonly first: TraceEvent | null;
  readonly second: TraceEvent | null;
}

/**
 * The first event in which two executions differ, or null if they are the same run.
 *
 * Called with one function it is the check for hidden nondeterminism: state that outlives a run, a
 * clock, the order of a hash table. Each call has to boot anew and to build its strategy from the
 * same input. The functions may reuse one trace: the first is copied.
 */
export function differs(run: () => Trace, again: () => Trace = run): Difference | null {
  const first = run().copy();
  const second = again();
  const index = firstDifference(first, second);
  if (index === -1) return null;
  return { index, first: eventAt(first, index), second: eventAt(second, index) };
}

function firstDifference(first: Trace, second: Trace): number {
  const common = Math.min(first.length, second.length);
  for (let word = 0; word < common; word += 1) {
    if (first.words[word] !== second.words[word]) return Math.floor(word / EVENT_WORDS);
  }
  return first.length === second.length ? -1 : common / EVENT_WORDS;
}

const eventAt = (trace: Trace, index: number): TraceEvent | null =>
  index < trace.count ? trace.at(index) : null;
