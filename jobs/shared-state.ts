const STOP = 0;
const NEXT = 1;
const COMMON = 2;
const BEATS = 0;
const SUBJECT = 1;
const PATIENT = 2;
const PER_THREAD = 3;

/** Memory for this many threads. */
export const sharedBuffer = (threads: number): SharedArrayBuffer =>
  new SharedArrayBuffer((COMMON + threads * PER_THREAD) * Int32Array.BYTES_PER_ELEMENT);

/**
 * What the threads share: a request to stop, which piece of work is to be taken next, and for each
 * worker thread its heartbeat and which subject it runs.
 *
 * Messages would not do, since work that is going on does not read any.
 */
export class SharedState {
  private readonly words: Int32Array;
  private readonly own: number;

  /** The view of one worker thread, by its number. */
  constructor(buffer: SharedArrayBuffer, thread: number) {
    this.words = new Int32Array(buffer);
    this.own = COMMON + thread * PER_THREAD;
  }

  requestStop(): void {
    Atomics.store(this.words, STOP, 1);
  }

  get stopRequested(): boolean {
    return Atomics.load(this.words, STOP) === 1;
  }

  /** The next piece of work that nobody has taken. */
  get next(): number {
    return Atomics.load(this.words, NEXT);
  }

  set next(piece: number) {
    Atomics.store(this.words, NEXT, piece);
  }

  /** Takes a piece of work; nobody else is given it. */
  take(): number {
    return Atomics.add(this.words, NEXT, 1);
  }

  beat(): void {
    Atomics.add(this.words, this.own + BEATS, 1);
  }

  /** The subject with this number, counted from 1, begins to run. */
  enter(subject: number): void {
    this.beat();
    Atomics.store(this.words, this.own + SUBJECT, subject);
  }

  /** The subject that ran last, 0 before any did. */
  get subject(): number {
    return Atomics.load(this.words, this.own + SUBJECT);
  }

  /** A compiler is at work, which is silent for long on a busy machine. */
  get patient(): boolean {
    return Atomics.load(this.words, this.own + PATIENT) === 1;
  }

  set patient(patient: boolean) {
    Atomics.store(this.words, this.own + PATIENT, patient ? 1 : 0);
  }

  get beats(): number {
    return Atomics.load(this.words, this.own + BEATS);
  }
}
