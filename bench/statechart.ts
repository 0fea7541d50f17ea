import { duel, rateOf, ratiosOf } from './duel.ts';
import { figure, median, type Topic, times } from './row.ts';

const AIM = 1000;
const CONTESTANTS = './statechart-contestants.ts';

const topic: Topic = {
  title: 'The statechart',
  note:
    'One long random sequence of events that the chart of v5.3 to v5.5 allows. Ours: `step` of ' +
    '`model/table.ts`. Theirs: `transition()` of XState on the chart itself; both end in the same ' +
    'configuration.',
  async measure({ quick }) {
    const { ours, theirs } = await duel(
      { ours: [CONTESTANTS, 'ours'], theirs: [CONTESTANTS, 'theirs'] },
      quick ? { count: 3, seconds: 0.2 } : { count: 11, seconds: 0.5 },
    );
    const ratio = median(ratiosOf(ours, theirs));
    return [
      {
        what: 'transitions',
        ours: `${figure(1e9 / rateOf(ours))} ns`,
        theirs: `${figure(1e9 / rateOf(theirs))} ns`,
        measured: times(ratio),
        aim: `≥ ${times(AIM)}`,
        reached: ratio >= AIM,
      },
    ];
  },
};

export default topic;
