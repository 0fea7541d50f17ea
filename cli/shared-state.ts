const STOP = 0;
const BEATS = 1;

/**
 * What the two threads share: a request to stop, and the heartbeat of the work.
 *
 * Messages would not do, since work that is going on does not read any.
 */
export class SharedState {
  readonly buffer: SharedArrayBuffer;
  private readonly words: Int32Array;

  constructor(buffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.words = new Int32Array(buffer);
  }

  requestStop(): void {
    Atomics.store(this.words, STOP, 1);
  }

  get stopRequested(): boolean {
    return Atomics.load(this.words, STOP) === 1;
  }

  beat(): void {
    Atomics.add(this.words, BEATS, 1);
  }

  get beats(): number {
    return Atomics.load(this.words, BEATS);
  }
}
