import type { StrategyEntry } from '../strategy.ts';
import pct from './pct.ts';
import pos from './pos.ts';
import preemptionBound from './preemption-bound.ts';
import preemptions from './preemptions.ts';
import random from './random.ts';
import urw from './urw.ts';

/**
 * Who makes which run of a series: every other one `preemptions`, since its runs shrink best.
 *
 * No strategy is the best for every bug (docs/decisions/0025): the rest have an equal share, but
 * for the random walk, which has what is left.
 */
const TURNS: readonly string[] = [
  ...['preemptions', 'pct', 'preemptions', 'pos', 'preemptions', 'urw', 'preemptions'],
  'preemption-bound',
  ...['preemptions', 'pct', 'preemptions', 'pos', 'preemptions', 'urw', 'preemptions', 'random'],
];

const ENTRIES: Readonly<Record<string, StrategyEntry>> = {
  pct,
  pos,
  'preemption-bound': preemptionBound,
  preemptions,
  random,
  urw,
};

const turnOf = (run: number): string => TURNS[run % TURNS.length]!;

export default {
  summary: 'Lets the other strategies take turns, run by run; every second turn is preemptions.',
  create: (input) => ENTRIES[turnOf(input.run ?? 0)]!.create(input),
  turnOf,
} satisfies StrategyEntry;
