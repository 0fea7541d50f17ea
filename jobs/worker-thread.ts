import { Worker } from 'node:worker_threads';
import { EXIT, Failure, failureOf } from '../cli/exit.ts';
import type { Answer } from '../properties/request.ts';
import type { Progress } from '../properties/run/tools.ts';
import type { Assignment, Message, Opened, PortableFailure, WorkerInput } from './job.ts';
import { SharedState } from './shared-state.ts';
import { watch } from './watchdog.ts';

/** Whom a worker thread tells. */
export interface Listener {
  opened(opened: Opened): void;
  progress(progress: Progress): void;
  /** It ended, or hangs: no more can be expected of it. */
  failed(failure: Failure): void;
}

/** One worker thread: is given one request at a time, and watched while it works. */
export class WorkerThread {
  private readonly worker: Worker;
  private readonly unwatch: () => void;
  private names: readonly string[] = [];
  private loaded = false;
  private resolve: ((answer: Answer) => void) | undefined;

  constructor(input: WorkerInput, listener: Listener, silenceMs?: number) {
    const state = new SharedState(input.buffer, input.thread);
    this.worker = startWorker(input);
    const hangs = (): void => listener.failed(hung(this.names[state.subject - 1]));
    this.unwatch = watch(state, hangs, silenceMs);
    this.worker.on('message', (message: Message) => this.hear(message, listener));
    this.worker.on('error', (error) =>
      listener.failed(this.loaded ? stray(error) : failureOf(error)),
    );
    this.worker.on('exit', () => listener.failed(LEFT));
  }

  /** Has it done; not before the last assignment was answered. */
  order(assignment: Assignment): Promise<Answer> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.worker.postMessage(assignment);
    });
  }

  async end(): Promise<void> {
    this.unwatch();
    this.worker.removeAllListeners();
    // An error that comes while it ends is nobody's any more.
    this.worker.on('error', () => {});
    await this.worker.terminate();
  }

  private hear(message: Message, listener: Listener): void {
    switch (message.kind) {
      case 'ready':
        this.loaded = true;
        break;
      case 'opened':
        this.names = message.opened.subjects.map(({ name }) => name);
        listener.opened(message.opened);
        break;
      case 'progress':
        listener.progress(message.progress);
        break;
      case 'answer':
        this.resolve?.(message.answer);
        break;
      case 'failed':
        listener.failed(received(message.failure));
    }
  }
}

/**
 * What a subject prints goes to standard error, since standard output is for the report; it is
 * shown once, as the first thread's subject prints it.
 */
function startWorker(workerData: WorkerInput): Worker {
  const isFirst = workerData.thread === 0;
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData,
    stdout: true,
    stderr: !isFirst,
  });
  if (isFirst) worker.stdout.pipe(process.stderr, { end: false });
  else for (const stream of [worker.stdout, worker.stderr]) stream.resume();
  return worker;
}

const hung = (subject?: string): Failure =>
  new Failure(
    EXIT.unusable,
    subject === undefined
      ? 'a subject loops while it is imported; stopped'
      : `${subject} loops without coming to its next operation; stopped`,
  );

const LEFT = new Failure(
  EXIT.unusable,
  'the subject ended the thread that was to judge it (process.exit, or an import that never ends)',
);

/** An error that nobody waited for: from a timer or a promise of the subject. */
const stray = (error: unknown): Failure =>
  new Failure(EXIT.unusable, `the subject ended the thread that was to judge it: ${error}`, {
    cause: error,
  });

function received({ exit, message, stack }: PortableFailure): Failure {
  const failure = new Failure(exit, message);
  failure.stack = stack;
  return failure;
}
