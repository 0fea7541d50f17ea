import { following, type Strategy, type StrategyEntry } from '../strategy.ts';

/** Goes on to the next enabled task, in a circle, after every step. */
export const roundRobin = (): Strategy => ({ begin() {}, next: following });

export default {
  summary: 'Goes on to the next enabled task, in a circle, after every step.',
  create: roundRobin,
} satisfies StrategyEntry;
