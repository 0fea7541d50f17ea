import { Worker } from 'node:worker_threads';
import type { Progress } from '../properties/finding.ts';
import { EXIT, Failure, failureOf } from './exit.ts';
import { onInterrupt } from './interrupt.ts';
import type { Answers, Job, Message, WorkerInput } from './job.ts';
import { SharedState } from './shared-state.ts';
import { watch } from './watchdog.ts';

/** What came of a job: every report that was finished, and what ended it early, if anything. */
export interface JobResult<R> {
  readonly answers: readonly { readonly report: R; readonly seconds: number }[];
  /** Ctrl-C was pressed. */
  readonly interrupted: boolean;
  readonly failure: Failure | null;
}

/** How a job is looked after. */
export interface JobOptions {
  progress?(progress: Progress): void;
  /** Silence after which the work counts as hung, in milliseconds. */
  readonly silenceMs?: number;
}

/** Does a job in a thread of its own; Ctrl-C asks it to stop, a watchdog ends it when it hangs. */
export async function runJob<J extends Job>(
  job: J,
  { progress, silenceMs }: JobOptions = {},
): Promise<JobResult<Answers[J['kind']]>> {
  const state = new SharedState();
  const worker = startWorker({ job, buffer: state.buffer });
  const answers: { report: Answers[J['kind']]; seconds: number }[] = [];
  const interruption = onInterrupt(() => state.requestStop());
  const failure = await new Promise<Failure | null>((resolve) => {
    const unwatch = watch(state, () => resolve(hung(names[state.subject - 1])), silenceMs);
    let ready = false;
    let names: readonly string[] = [];
    const end = (reason: Failure | null): void => {
      unwatch();
      resolve(reason);
    };
    worker.on('message', (message: Message) => {
      switch (message.kind) {
        case 'ready':
          ready = true;
          break;
        case 'subjects':
          names = message.names;
          break;
        case 'progress':
          progress?.(message.progress);
          break;
        case 'report':
          answers.push({ report: message.report as Answers[J['kind']], seconds: message.seconds });
          break;
        case 'failed':
          end(received(message.failure));
          break;
        case 'done':
          end(null);
      }
    });
    worker.on('error', (error) => end(ready ? stray(error) : failureOf(error)));
    worker.on('exit', () => end(LEFT));
  });
  await worker.terminate();
  return { answers, interrupted: interruption(), failure };
}

/** What a subject prints goes to standard error, since standard output is for the report. */
function startWorker(workerData: WorkerInput): Worker {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData, stdout: true });
  worker.stdout.pipe(process.stderr, { end: false });
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

function received({
  exit,
  message,
  stack,
}: Extract<Message, { kind: 'failed' }>['failure']): Failure {
  const failure = new Failure(exit, message);
  failure.stack = stack;
  return failure;
}
