import { availableParallelism } from 'node:os';
import type { Failure } from '../cli/exit.ts';
import type { Progress } from '../properties/run/tools.ts';
import type { Job, Opened } from './job.ts';
import type { Deadline, OrderAnswers, OrderKind, Orders } from './request.ts';
import { SharedState, sharedBuffer } from './shared-state.ts';
import { WorkerThread } from './worker-thread.ts';

/** How threads are looked after. */
export interface PoolOptions {
  /** How many at most; as many as there are cores unless it is given. */
  readonly workers?: number | undefined;
  /** Silence after which the work counts as hung, in milliseconds. */
  readonly silenceMs?: number | undefined;
  /** Told by the thread with this number. */
  progress(progress: Progress, hand: number): void;
}

/** A further thread takes a while to start, so it has to find this much to do. */
const PIECES_PER_HAND = { search: 20, explore: 2 };

/**
 * The threads that work on one job. The first one opens it; the others start when there is enough
 * to do, open it as well, and join in what is going on by then.
 */
export class Pool {
  /** The failure of any thread; never resolves as long as there is none. */
  readonly failed: Promise<Failure>;
  readonly opened: Promise<Opened>;
  private readonly job: Job;
  private readonly options: PoolOptions;
  private readonly buffer: SharedArrayBuffer;
  private readonly state: SharedState;
  private readonly size: number;
  private readonly hands: WorkerThread[] = [];
  private readonly ready: WorkerThread[] = [];
  private fail!: (failure: Failure) => void;
  /** What a thread that has just opened its job is to do. */
  private join: ((hand: WorkerThread) => void) | undefined;

  constructor(job: Job, options: PoolOptions) {
    this.job = job;
    this.options = options;
    this.size = options.workers ?? availableParallelism();
    this.buffer = sharedBuffer(this.size);
    this.state = new SharedState(this.buffer, 0);
    this.failed = new Promise((resolve) => {
      this.fail = resolve;
    });
    this.opened = new Promise((resolve) => this.start(resolve));
  }

  /** Asks all threads to come to an end soon. */
  requestStop(): void {
    this.state.requestStop();
  }

  get stopRequested(): boolean {
    return this.state.stopRequested;
  }

  /** Pieces of work up to this one have been taken. */
  get taken(): number {
    return this.state.next;
  }

  /** An order that the first thread does alone. */
  first<K extends OrderKind>(
    kind: K,
    order: Orders[K],
    deadline: Deadline,
  ): Promise<OrderAnswers[K]> {
    return this.ready[0]!.order(kind, order, deadline);
  }

  /** An order for all threads, whose pieces each takes for itself: from `from` up to `to`. */
  async all<K extends keyof typeof PIECES_PER_HAND>(
    kind: K,
    order: Orders[K],
    { from, to, deadline }: { from: number; to: number; deadline: Deadline },
  ): Promise<OrderAnswers[K][]> {
    this.state.next = from;
    const answers: Promise<OrderAnswers[K]>[] = [];
    this.join = (hand) => answers.push(hand.order(kind, order, deadline));
    for (const hand of this.ready) this.join(hand);
    const wanted = Math.min(this.size, Math.floor((to - from) / PIECES_PER_HAND[kind]));
    while (this.hands.length < wanted) this.start(() => {});
    await answers[0];
    // What is left is in somebody's hands.
    this.join = undefined;
    return Promise.all(answers);
  }

  async end(): Promise<void> {
    await Promise.all(this.hands.map((hand) => hand.end()));
  }

  private start(opened: (opened: Opened) => void): void {
    const { job, buffer } = this;
    const number = this.hands.length;
    const hand = new WorkerThread(
      { job, buffer, hand: number },
      {
        opened: (what) => {
          this.ready.push(hand);
          opened(what);
          this.join?.(hand);
        },
        progress: (progress) => this.options.progress(progress, number),
        failed: this.fail,
      },
      this.options.silenceMs,
    );
    this.hands.push(hand);
  }
}
