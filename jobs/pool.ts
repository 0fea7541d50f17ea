import { availableParallelism } from 'node:os';
import type { SearchPart } from '../properties/answers/work.ts';
import type { Answer, RequestOf, Searched } from '../properties/request.ts';
import type { Progress } from '../properties/run/tools.ts';
import { mergedParts } from '../properties/search/search-part.ts';
import type { Assignment, NamedJob, Opened } from './job.ts';
import { SharedState, sharedBuffer } from './shared-state.ts';
import type { SilenceLimits } from './watchdog.ts';
import { WorkerThread } from './worker-thread.ts';

/** How threads are looked after. */
export interface PoolOptions {
  /** How many at most; as many as there are cores unless it is given. */
  readonly workers?: number | undefined;
  /** How long a subject may be silent until it counts as hung. */
  readonly silence?: SilenceLimits | undefined;
  /** Told by the thread with this number. */
  progress(progress: Progress, thread: number): void;
}

/** A further thread takes a while to start, so it has to find this much to do. */
const CHUNKS_PER_THREAD = 20;
const WORLDS_PER_THREAD = 2;

interface Waiting {
  readonly assignment: Assignment;
  resolve(answer: Answer): void;
}

/**
 * The threads that work on one job. The first one opens it; the others start when there is enough
 * to do, open it as well, and join in what is going on by then.
 */
export class Pool {
  /** The failure of any thread; never resolves as long as there is none. */
  readonly failed: Promise<Error>;
  readonly opened: Promise<Opened>;
  private readonly named: NamedJob;
  private readonly options: PoolOptions;
  private readonly buffer: SharedArrayBuffer;
  private readonly state: SharedState;
  private readonly size: number;
  private readonly threads: WorkerThread[] = [];
  private readonly idle: WorkerThread[] = [];
  /** Assignments that no thread has begun. */
  private readonly waiting: Waiting[] = [];
  private fail!: (failure: Error) => void;
  /** What a thread that has just opened its job is to do at once. */
  private join: ((thread: WorkerThread) => void) | undefined;

  constructor(named: NamedJob, options: PoolOptions) {
    this.named = named;
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

  /** Has one thread do it: the first that has nothing else to do. */
  perform(assignment: Assignment): Promise<Answer> {
    const answer = new Promise<Answer>((resolve) => this.waiting.push({ assignment, resolve }));
    if (assignment.request.kind === 'explore') {
      this.grow(Math.floor(this.waiting.length / WORLDS_PER_THREAD));
    }
    this.assign();
    return answer;
  }

  /** Has all threads search: each takes one chunk after the other. */
  async search(assignment: Assignment<RequestOf<'search'>>): Promise<Omit<Searched, 'isOver'>> {
    const { from, to, subjects } = assignment.request;
    this.state.next = from;
    const found: Promise<readonly SearchPart[]>[] = [];
    this.join = (thread) => {
      found.push(this.order(thread, assignment).then((answer) => (answer as Searched).parts));
    };
    for (const thread of this.idle.splice(0)) this.join(thread);
    this.grow(Math.floor((to - from) / CHUNKS_PER_THREAD));
    await found[0];
    // What is left is being searched.
    this.join = undefined;
    const all = await Promise.all(found);
    return {
      to: Math.min(this.state.next, to),
      parts: subjects.map((_, subject) => mergedParts(all.map((parts) => parts[subject]!))),
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  private assign(): void {
    while (this.idle.length > 0 && this.waiting.length > 0) {
      const { assignment, resolve } = this.waiting.shift()!;
      this.order(this.idle.shift()!, assignment).then(resolve);
    }
  }

  private async order(thread: WorkerThread, assignment: Assignment): Promise<Answer> {
    const answer = await thread.order(assignment);
    this.idle.push(thread);
    this.assign();
    return answer;
  }

  /** Starts threads, so that there are so many; never more than are wanted of the pool. */
  private grow(wanted: number): void {
    while (this.threads.length < Math.min(this.size, wanted)) this.start(() => {});
  }

  private start(opened: (opened: Opened) => void): void {
    const { named, buffer } = this;
    const number = this.threads.length;
    const thread = new WorkerThread(
      { ...named, buffer, thread: number },
      {
        opened: (what) => {
          opened(what);
          if (this.join) this.join(thread);
          else this.idle.push(thread);
          this.assign();
        },
        progress: (progress) => this.options.progress(progress, number),
        failed: this.fail,
      },
      this.options.silence,
    );
    this.threads.push(thread);
  }
}
