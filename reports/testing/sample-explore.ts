import type { ExploreReport } from '../../properties/answers/explore-report.ts';
import type { Reported } from '../format.ts';
import { certificate, profile } from './sample.ts';
import { unheld } from './sample-findings.ts';

/** One world is exhausted, another one is not. */
export const exploreReport: Reported<ExploreReport> = {
  schema: 'faultline.explore/1',
  subject: 'bo-get-missing',
  profile,
  profileFrom: 'declared',
  preemptions: null,
  seconds: null,
  interrupted: false,
  worlds: [
    {
      world: 'munmap-while-waiting',
      tasks: ['fault-1', 'submitter', 'gpu'],
      exhausted: true,
      share: 1,
      states: 537,
      transitions: 917,
      cut: 3,
      deepest: 32,
      outcomes: { completed: 20, deadlocked: 4 },
      broken: [{ invariant: unheld.invariant, preemptions: 2, fewest: true }],
    },
    {
      world: 'everything',
      tasks: ['fault-1', 'fault-2', 'evictor', 'gpu'],
      exhausted: false,
      share: 0.0004,
      states: 40,
      transitions: 50,
      cut: 0,
      deepest: 50,
      outcomes: { completed: 1 },
      broken: [],
    },
  ],
  violations: [unheld],
  certificate,
};
