import type { Trace } from '../../../scheduler/trace.ts';
import { WORDS_USED } from './layout.ts';
import type { Recorder } from './recorder.ts';

/** A state that was saved. */
interface Saved {
  readonly words: Int32Array;
  data: Int32Array | null;
  readonly digests: Int32Array;
  trace: number;
}

/** What is saved of a kernel: its memory, its digests, and how long its trace was. */
interface Stateful {
  readonly words: Int32Array;
  readonly data: OwnData | null;
  readonly trace: Trace;
  readonly recorder: Recorder | null;
}

/** A subject's own data, as it is and as it is when a run begins. */
export interface OwnData {
  readonly words: Int32Array;
  readonly initial: Int32Array;
}

/** States of a kernel, by number. */
export class Slots {
  private readonly saved: Saved[] = [];

  save(slot: number, { words, data, trace, recorder }: Stateful): void {
    this.saved[slot] ??= {
      words: new Int32Array(WORDS_USED),
      data: null,
      digests: new Int32Array(2),
      trace: 0,
    };
    const saved = this.saved[slot];
    saved.words.set(words);
    if (data) {
      saved.data ??= new Int32Array(data.words.length);
      saved.data.set(data.words);
    }
    saved.trace = trace.length;
    if (recorder) saved.digests.set(recorder.state);
  }

  restore(slot: number, { words, data, trace, recorder }: Stateful): void {
    const saved = this.saved[slot]!;
    words.set(saved.words);
    // What was saved before the subject had any data has it as it is at first.
    data?.words.set(saved.data ?? data.initial);
    trace.length = saved.trace;
    if (recorder) recorder.state.set(saved.digests);
  }
}
