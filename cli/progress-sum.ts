import type { Progress } from '../properties/finding.ts';

/** Whom the progress of a job is told. */
export type ProgressListener = (progress: Progress) => void;

/**
 * Sums up what the threads tell: what they have done is added; broken laws and goals are often the
 * same ones, so the most that one of them has is what there is at least.
 */
export function summedUp(listener: ProgressListener): (progress: Progress, hand: number) => void {
  let latest = new Map<number, Progress>();
  let topic = '';
  return (progress, hand) => {
    const now = topicOf(progress);
    if (now !== topic) latest = new Map();
    topic = now;
    latest.set(hand, progress);
    const all = [...latest.values()];
    const most = (value: (each: Progress) => number): number => Math.max(...all.map(value));
    listener({
      ...progress,
      done: all.reduce((sum, { done }) => sum + done, 0),
      total:
        progress.phase === 'explore'
          ? all.reduce((sum, { total }) => sum + total, 0)
          : progress.total,
      violations: most(({ violations }) => violations),
      goalsReached: most(({ goalsReached }) => goalsReached),
    });
  };
}

/** What is added up must be about the same thing: a search of one subject, any exploration. */
const topicOf = ({ phase, subject }: Progress): string =>
  phase === 'explore' ? phase : `${phase} ${subject}`;
