import type { Progress } from '../properties/run/tools.ts';

/** Whom the progress of a job is told. */
export type ProgressListener = (progress: Progress) => void;

/**
 * Sums up what the threads tell: what they have done is added; broken laws and goals are often the
 * same ones, so the most that one of them has is what there is at least.
 *
 * An exploration's total is an estimate of the worlds that have been begun.
 */
export function summedUp(listener: ProgressListener): (progress: Progress, thread: number) => void {
  let latest = new Map<number, Progress>();
  /** Steps in worlds that are done with. */
  let past = 0;
  let topic = '';
  return (progress, thread) => {
    const now = topicOf(progress);
    if (now !== topic) latest = new Map();
    topic = now;
    const before = latest.get(thread);
    if (before && before.subject !== progress.subject) past += before.done;
    latest.set(thread, progress);
    const all = [...latest.values()];
    const sum = (value: (each: Progress) => number): number =>
      all.reduce((total, each) => total + value(each), 0);
    const most = (value: (each: Progress) => number): number => Math.max(...all.map(value));
    listener({
      ...progress,
      done: past + sum(({ done }) => done),
      total: progress.phase === 'explore' ? past + sum(({ total }) => total) : progress.total,
      violations: most(({ violations }) => violations),
      goalsReached: most(({ goalsReached }) => goalsReached),
    });
  };
}

/** What is added up must be about the same thing: a search of one subject, any exploration. */
const topicOf = ({ phase, subject }: Progress): string =>
  phase === 'explore' ? phase : `${phase} ${subject}`;
