import type { Strategy, StrategyEntry } from '../strategy.ts';
import { following } from '../task-set.ts';

/** Goes on to the next enabled task, in a circle, after every step. */
export const roundRobin = (): Strategy => ({ begin() {}, next: following });

export default {
  summary: 'Goes on to the next enabled task, in a circle, after every step.',
  create: roundRobin,
} satisfies StrategyEntry;
