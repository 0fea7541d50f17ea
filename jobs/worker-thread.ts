import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { UnusableSubject } from '../impl/subject.ts';
import type { Answer } from '../properties/request.ts';
import type { Progress } from '../properties/run/tools.ts';
import { isError, wordsOf } from '../scheduler/thrown.ts';
import { asError, received } from './failure.ts';
import type { Assignment, Message, Opened, WorkerInput } from './job.ts';
import { SharedState } from './shared-state.ts';
import { type Hang, type SilenceLimits, watch } from './watchdog.ts';

/** Whom a worker thread tells. */
export interface Listener {
  opened(opened: Opened): void;
  progress(progress: Progress): void;
  /** It ended, or hangs: no more can be expected of it. */
  failed(failure: Error): void;
}

/** One worker thread: is given one request at a time, and watched while it works. */
export class WorkerThread {
  private readonly worker: Worker;
  private readonly unwatch: () => void;
  private names: readonly string[] = [];
  private loaded = false;
  private resolve: ((answer: Answer) => void) | undefined;

  constructor(input: WorkerInput, listener: Listener, limits?: SilenceLimits) {
    const state = new SharedState(input.buffer, input.thread);
    // Until the thread's own modules are loaded, which takes a while the first time.
    state.patient = true;
    this.worker = startWorker(input);
    const hangs = (why: Hang): void => listener.failed(hung(why, this.names[state.subject - 1]));
    this.unwatch = watch({ state, cpuMs: () => cpuMsOf(this.worker) }, hangs, limits);
    this.worker.on('message', (message: Message) => this.hear(message, listener));
    this.worker.on('error', (error) =>
      listener.failed(this.loaded ? stray(error) : asError(error)),
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
    const isStuck = await Promise.race([
      this.worker.terminate().then(() => false),
      // The thread keeps the program alive until then; the time alone must not.
      delay(TERMINATE_MS, true, { ref: false }),
    ]);
    if (isStuck) leaveBehind(this.worker);
  }

  private hear(message: Message, listener: Listener): void {
    switch (message.kind) {
      case 'ready':
        this.loaded = true;
        break;
      case 'opened':
        this.names = message.opened.planned.map(({ name }) => name);
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
    // What needs more is no subject, or a world that is too large to be explored.
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB },
  });
  if (isFirst) worker.stdout.pipe(process.stderr, { end: false });
  else for (const stream of [worker.stdout, worker.stderr]) stream.resume();
  return worker;
}

/** What a thread may have on its heap: a search needs 200 MB, the largest exploration 2 GB. */
const HEAP_MAX_MB = 4096;

/** The CPU time of a thread in milliseconds; older Nodes cannot tell. */
async function cpuMsOf(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1000;
}

/** How long a thread may take to end; one that waits in a system call never does. */
const TERMINATE_MS = 2000;

/**
 * Has the program end without the thread. Node itself would wait for it; a process that becomes
 * another one has no threads any more.
 */
function leaveBehind(worker: Worker): void {
  // Node waits for what a thread may still print, until its streams have ended.
  worker.stdout.push(null);
  worker.stderr.push(null);
  worker.unref();
  process.once('exit', (code) => {
    const { execPath } = process;
    process.execve?.(execPath, [execPath, '-e', `process.exitCode = ${code}`]);
  });
}

function hung(why: Hang, subject: string | undefined): UnusableSubject {
  const doing = { loops: 'loops', waits: 'waits in a system call' }[why];
  return new UnusableSubject(
    subject === undefined
      ? `a subject ${doing} while it is imported; stopped`
      : `${subject} ${doing} without coming to its next operation; stopped`,
  );
}

const LEFT = new UnusableSubject(
  'the subject ended the thread that was to judge it (process.exit, or an import that never ends)',
);

/** An error that nobody waited for: from a timer or a promise of the subject. */
const stray = (error: unknown): UnusableSubject =>
  new UnusableSubject(
    isError(error) && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? `the subject, or what was asked of it, takes more than ${HEAP_MAX_MB} MB of memory; stopped`
      : `the subject ended the thread that was to judge it: ${wordsOf(error)}`,
    { cause: error },
  );
