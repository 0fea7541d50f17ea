import type { Trace } from '../../../scheduler/trace.ts';
import { WORDS_USED } from './layout.ts';
import type { Recorder } from './recorder.ts';

/** A state that was put away. */
interface Saved {
  readonly words: Int32Array;
  readonly digests: Int32Array;
  trace: number;
}

/** What is put away of a kernel: its memory, its digests, and how long its trace was. */
interface Stateful {
  readonly words: Int32Array;
  readonly trace: Trace;
  readonly recorder: Recorder | null;
}

/** States of a kernel, by number. */
export class Slots {
  private readonly saved: Saved[] = [];

  save(slot: number, { words, trace, recorder }: Stateful): void {
    this.saved[slot] ??= {
      words: new Int32Array(WORDS_USED),
      digests: new Int32Array(2),
      trace: 0,
    };
    const saved = this.saved[slot];
    saved.words.set(words);
    saved.trace = trace.length;
    if (recorder) saved.digests.set(recorder.state);
  }

  restore(slot: number, { words, trace, recorder }: Stateful): void {
    const saved = this.saved[slot]!;
    words.set(saved.words);
    trace.length = saved.trace;
    if (recorder) recorder.state.set(saved.digests);
  }
}
