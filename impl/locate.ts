import { making } from '../scheduler/operation.ts';
import { fileOf, type SourceLine } from '../scheduler/source-line.ts';
import type { Kernel } from './kernel/kernel.ts';
import { textAt } from './source.ts';
import { sourceLineOnStack } from './stack-line.ts';
import type { Subject } from './subject.ts';

/** Frames of a stack that are looked at: helpers call primitives through a few functions. */
const FRAMES = 40;

/**
 * Does work in which every event of the trace that comes from the subject is given its place in the
 * subject's source. Slow, so this is for runs that are shown to somebody.
 */
export function locating<T>(kernel: Kernel, subject: Subject, work: () => T): T {
  /** By task: where its operation was made that is pending. */
  const last: (SourceLine | undefined)[] = [];
  const note = (): void => {
    const task = kernel.running;
    if (task < 0 || (kernel.inSubject & (1 << task)) === 0) return;
    last[task] = subject.sourceLineOf
      ? subject.sourceLineOf(kernel, task)
      : sourceLineOnStack(stackOf());
  };
  const frames = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = FRAMES;
    making.noted = note;
    kernel.trace.locate = (task) => {
      if ((kernel.inSubject & (1 << task)) === 0) return undefined;
      if (task === kernel.running) note();
      return last[task];
    };
    return work();
  } finally {
    Error.stackTraceLimit = frames;
    making.noted = null;
    kernel.trace.locate = null;
  }
}

const stackOf = (): string => new Error('here').stack ?? '';

/** The source text that a place of the subject lies in, if it is at hand. */
export function sourceAt(subject: Subject, { path }: SourceLine): string | undefined {
  const own = subject.sources?.find((source) => fileOf(source.path) === fileOf(path));
  return own?.text ?? textAt(path);
}
