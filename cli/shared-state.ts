const STOP = 0;
const BEATS = 1;
const SUBJECT = 2;
const PATIENT = 3;
const WORDS = 4;

/**
 * What the two threads share: a request to stop, the heartbeat of the work, and who is at work.
 *
 * Messages would not do, since work that is going on does not read any.
 */
export class SharedState {
  readonly buffer: SharedArrayBuffer;
  private readonly words: Int32Array;

  constructor(buffer = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT)) {
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

  /** The subject with this number, counted from 1, begins to run. */
  enter(subject: number): void {
    this.beat();
    Atomics.store(this.words, SUBJECT, subject);
  }

  /** The subject that ran last, 0 before any did. */
  get subject(): number {
    return Atomics.load(this.words, SUBJECT);
  }

  /** A compiler is at work, which is silent for long on a busy machine. */
  get patient(): boolean {
    return Atomics.load(this.words, PATIENT) === 1;
  }

  set patient(patient: boolean) {
    Atomics.store(this.words, PATIENT, patient ? 1 : 0);
  }

  get beats(): number {
    return Atomics.load(this.words, BEATS);
  }
}
