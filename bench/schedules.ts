import * as fc from 'fast-check';
import { entries, loadTools, namedSubject } from '../catalog.ts';
import type { World } from '../impl/kernel/world.ts';
import { Simulation } from '../impl/simulation.ts';
import type { Subject } from '../impl/subject.ts';
import type { Litmus } from '../properties/litmus-world.ts';
import { Oracle } from '../properties/oracle.ts';
import type { Tools } from '../properties/tools.ts';
import { random } from '../scheduler/strategies/random.ts';
import {
  type Contestant,
  duel,
  type Round,
  type Rounds,
  rateOf,
  ratioOf,
  stepsOf,
} from './duel.ts';
import { everySchedule } from './rivals/fc-scheduler.ts';
import { figure, type Row, type Topic, times } from './row.ts';

const SEED = 7;
const AIM_BARE = 40;
const AIM_JUDGED = 15;
const ROUNDS: Rounds = { count: 9, seconds: 0.8 };
const ROUNDS_QUICK: Rounds = { count: 3, seconds: 0.2 };

/** Our tasks under the strategy `random`, judged by every law or by none. */
function ours(tools: Tools, subject: Subject, world: World, judged: boolean): Contestant {
  const simulation = new Simulation(tools.actors);
  simulation.kernel.watching = judged;
  const oracle = new Oracle(tools.invariants);
  const strategy = random(SEED);
  return (pieces) => {
    let steps = 0;
    for (let run = 0; run < pieces; run += 1) {
      const execution = simulation.run(subject, world, strategy);
      steps += execution.steps;
      if (!judged) continue;
      oracle.judge(simulation.kernel.trace, world, subject.profile, execution);
    }
    return { pieces, steps };
  };
}

/** The same tasks as promises under `fc.scheduler()`; they assert a handful of rules. */
const theirs =
  (crowd: boolean): Contestant =>
  async (pieces) => {
    const tally = { schedules: 0, primitives: 0 };
    const scenario = { crowd, ioReserveFails: false, defect: 'none' } as const;
    await fc.assert(everySchedule(scenario, tally), { numRuns: pieces, seed: SEED });
    return { pieces: tally.schedules, steps: tally.primitives };
  };

const shown = (rounds: readonly Round[]): string =>
  `${figure(rateOf(rounds))}/s of ${figure(stepsOf(rounds))} primitives`;

interface Pair {
  readonly what: string;
  readonly ours: readonly Round[];
  readonly theirs: readonly Round[];
  readonly aim: number;
}

/** One row for whole schedules, and one for primitives, lest the shorter run win. */
function rowsOf({ what, ours, theirs, aim }: Pair): Row[] {
  const ratio = ratioOf(ours, theirs);
  const perPrimitive = (ratio * stepsOf(ours)) / stepsOf(theirs);
  const spread = ours.map(({ rate }, index) => rate / theirs[index]!.rate);
  const range = `${times(Math.min(...spread))} to ${times(Math.max(...spread))}`;
  return [
    {
      what,
      ours: shown(ours),
      theirs: shown(theirs),
      measured: `${times(ratio)} (${range})`,
      aim: `≥ ${times(aim)}`,
      reached: ratio >= aim,
    },
    {
      what: `${what}, per primitive`,
      ours: `${figure(1e9 / (rateOf(ours) * stepsOf(ours)))} ns`,
      theirs: `${figure(1e9 / (rateOf(theirs) * stepsOf(theirs)))} ns`,
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
    'threads, evictor, munmap, signal, GPU, and the release worker) and in the same world without ' +
    'munmap and signal. Theirs: `bench/rivals/`, the same tasks as promises under ' +
    '`fc.scheduler()`. The rival asserts its few rules in every run; it has no laws to judge by, ' +
    'so that the same rival stands in both rows.',
  async measure({ quick }) {
    const tools = await loadTools();
    const subject = (await namedSubject('v5.5'))!;
    const everything = (await entries<Litmus>('worlds')).get('everything')!.world;
    const evictors = everything.environment.filter(({ actor }) => actor === 'evictor');
    const worlds = [
      { name: 'six tasks', world: everything },
      { name: 'three tasks', world: { ...everything, environment: evictors } },
    ];
    const rows: Row[] = [];
    for (const { name, world } of worlds) {
      const rounds = await duel(
        {
          bare: ours(tools, subject, world, false),
          theirs: theirs(world === everything),
          judged: ours(tools, subject, world, true),
        },
        quick ? ROUNDS_QUICK : ROUNDS,
      );
      const pair = { ours: rounds.bare, theirs: rounds.theirs };
      rows.push(
        ...rowsOf({ ...pair, what: `${name}, nothing recorded but operations`, aim: AIM_BARE }),
        ...rowsOf({
          ...pair,
          ours: rounds.judged,
          what: `${name}, memory recorded, every law judged`,
          aim: AIM_JUDGED,
        }),
      );
    }
    return rows;
  },
};

export default topic;
