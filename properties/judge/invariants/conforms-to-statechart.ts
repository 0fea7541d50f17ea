import { FAULT_FLAG_MKWRITE } from '../../../impl/kernel/mm-flags.ts';
import { isMkwrite } from '../attempt.ts';
import type { Event, LawFacts } from '../facts.ts';
import type { Invariant, Judge } from '../invariant.ts';
import { CHART_EVENTS } from '../statechart/conformance.ts';

const endTrap: Judge = (_event: Event, facts: LawFacts) => {
  facts.chart.endTrap(facts.attempt);
  return undefined;
};

/** The chart is that of `fault`, not of mkwrite, which maps nothing. */
function isFollowed(name: string, { b: flags }: Event, { attempt }: LawFacts): boolean {
  if (name === 'fault_enter') return (flags & FAULT_FLAG_MKWRITE) === 0;
  return attempt.inHandler && !isMkwrite(attempt);
}

/** The events that the chart speaks about, each followed while the task is inside the handler. */
const followed = Object.entries(CHART_EVENTS).map(([name, chartEvent]): [string, Judge] => [
  name,
  (event, facts) => {
    if (!isFollowed(name, event, facts)) return undefined;
    const meaning = chartEvent(event, facts);
    return meaning === undefined ? undefined : facts.chart.follow(facts.attempt, meaning);
  },
]);

/** Every step of a fault attempt is one that the specification has. */
const invariant: Invariant = {
  claim: 'Every step of a fault attempt is a transition of the statechart.',
  source: 'model/machine.ts; domain.md §7, statechart outline',
  begin({ attempts, chart, profile }) {
    const initial = chart.begin(profile);
    for (const attempt of attempts) attempt.chartState = initial;
  },
  on: { ...Object.fromEntries(followed), trap_begin: endTrap, trap_end: endTrap },
};

export default invariant;
