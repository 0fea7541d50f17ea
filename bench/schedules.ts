import { duel, type Round, type Rounds, rateOf, ratiosOf, stepsOf } from './duel.ts';
import { figure, median, type Row, type Topic, times } from './row.ts';

const AIM_BARE = 40;
const AIM_JUDGED = 15;
const ROUNDS: Rounds = { count: 11, seconds: 1 };
const ROUNDS_QUICK: Rounds = { count: 3, seconds: 0.3 };

const CONTESTANTS = './schedules-contestants.ts';

const shown = (rounds: readonly Round[]): string =>
  `${figure(rateOf(rounds))}/s of ${figure(stepsOf(rounds))} primitives`;

const nanoseconds = (rounds: readonly Round[]): string =>
  `${figure(1e9 / (rateOf(rounds) * stepsOf(rounds)))} ns`;

interface Pair {
  readonly what: string;
  readonly ours: readonly Round[];
  readonly theirs: readonly Round[];
  readonly aim: number;
}

/** One row for whole schedules, and one for primitives, lest the shorter run win. */
function rowsOf({ what, ours, theirs, aim }: Pair): Row[] {
  const ratios = ratiosOf(ours, theirs);
  const ratio = median(ratios);
  const perPrimitive = (ratio * stepsOf(ours)) / stepsOf(theirs);
  return [
    {
      what,
      ours: shown(ours),
      theirs: shown(theirs),
      measured: `${times(ratio)} (${times(Math.min(...ratios))} to ${times(Math.max(...ratios))})`,
      aim: `≥ ${times(aim)}`,
      reached: ratio >= aim,
    },
    {
      what: `${what}; per primitive`,
      ours: nanoseconds(ours),
      theirs: nanoseconds(theirs),
      measured: times(perPrimitive),
      aim: '',
      reached: null,
    },
  ];
}

const topic: Topic = {
  title: 'Schedules per second',
  note:
    'Ours: v5.5 under the strategy `random`, in the litmus world `everything` (two faulting ' +
    'threads, evictor, munmap, signal, GPU; and the release worker) and in the same world without ' +
    'munmap and signal. Theirs: the same tasks as promises under `fc.scheduler()`, which assert ' +
    'their few rules in every run; they have no laws, so the same rival stands in both rows.',
  async measure({ quick }) {
    const rows: Row[] = [];
    for (const [name, world] of [
      ['six tasks', 'crowd'],
      ['three tasks', 'evictor'],
    ] as const) {
      const { bare, theirs, judged } = await duel(
        {
          bare: [CONTESTANTS, 'ours', world, 'bare'],
          theirs: [CONTESTANTS, 'theirs', world],
          judged: [CONTESTANTS, 'ours', world, 'judged'],
        },
        quick ? ROUNDS_QUICK : ROUNDS,
      );
      rows.push(
        ...rowsOf({ what: `${name}, only operations recorded`, ours: bare, theirs, aim: AIM_BARE }),
        ...rowsOf({
          what: `${name}, memory recorded, all laws judged`,
          ours: judged,
          theirs,
          aim: AIM_JUDGED,
        }),
      );
    }
    return rows;
  },
};

export default topic;
