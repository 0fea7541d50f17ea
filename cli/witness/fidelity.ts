import fc from 'fast-check';
import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { Session } from '../../properties/run/session.ts';
import type { Tools } from '../../properties/run/tools.ts';
import { worldArbitrary } from '../../properties/worlds/arbitraries.ts';
import { settle } from '../../properties/worlds/settle.ts';
import type { Trace } from '../../scheduler/trace.ts';
import { type Guest, play } from '../../witness/boot.ts';
import type { Play } from '../../witness/job.ts';
import { compare, type Parting } from './compared.ts';
import { playOf } from './simulated-play.ts';

/** How faithful the simulation is: runs of worlds, simulated and real, event by event. */

/** What came of the runs of one world, or of many that were drawn. */
export interface Fidelity {
  readonly name: string;
  /** Runs that were played on both. */
  readonly runs: number;
  /** Runs that were the same from the first event to the last. */
  readonly equal: number;
  /** Why runs were not played, each reason once, with how often it came. */
  readonly unplayed: ReadonlyMap<string, number>;
  /** The differences, each kind once, with how often it came. */
  readonly partings: ReadonlyMap<string, number>;
}

/** Runs that are told under one name. */
export interface Sample {
  readonly name: string;
  readonly runs: readonly Run[];
  readonly unplayed: ReadonlyMap<string, number>;
}

/** A simulated run, as it is and as a real kernel is told to play it. */
interface Run {
  readonly play: Play;
  readonly trace: Trace;
}

/** Random schedules that are tried for each that is wanted: small worlds have few. */
const TRIES = 5;

/** Schedules of a world, all different; as many as are wanted, or as the draws find. */
export function schedulesOf(
  world: World,
  subject: Subject,
  tools: Tools,
  { name, wanted }: { readonly name: string; readonly wanted: number },
): Sample {
  const session = new Session(subject, tools);
  const found = new Map<string, Run>();
  const unplayed = new Map<string, number>();
  for (let seed = 0; seed < TRIES * wanted && found.size < wanted; seed += 1) {
    const run = runOf(session, world, seed);
    if (typeof run === 'string') unplayed.set(run, (unplayed.get(run) ?? 0) + 1);
    else
      found.set(run.play.steps.map(({ task, early }) => `${task}${early ? 'e' : ''}`).join(), run);
  }
  return { name, runs: [...found.values()], unplayed };
}

/** The world without what no kernel of today has: readers that overtake, a hook that went. */
const today = (world: World): World => ({
  ...world,
  readersOvertake: false,
  driver: { ...world.driver, notify: 'absent' },
});

/** A run of each of so many worlds that the witness can play, drawn as a search draws them. */
export function drawnWorlds(subject: Subject, tools: Tools, wanted: number, seed = 1): Sample {
  const session = new Session(subject, tools);
  const runs: Run[] = [];
  const unplayed = new Map<string, number>();
  const worlds = fc.sample(worldArbitrary(tools.actors), { seed, numRuns: TRIES * wanted });
  for (const [index, world] of worlds.entries()) {
    if (runs.length === wanted) break;
    const run = runOf(session, settle(today(world)), index);
    if (typeof run === 'string') unplayed.set(run, (unplayed.get(run) ?? 0) + 1);
    else runs.push(run);
  }
  return { name: 'drawn worlds', runs, unplayed };
}

/** A random run, or why the witness cannot play it. */
function runOf(session: Session, world: World, seed: number): Run | string {
  const strategy = session.tools.strategies.get('random')!;
  const drawn = strategy.create({ seed, preemptions: [], schedule: [] } as never);
  const judged = session.judge(world, drawn);
  const it = playOf(session, judged.world, judged.execution.outcome);
  return typeof it === 'string' ? it : { play: it, trace: session.trace.copy() };
}

/** Compares samples of runs on one kernel. */
export async function fidelity(
  guest: Guest,
  samples: readonly Sample[],
): Promise<readonly Fidelity[]> {
  const real = await play(
    guest,
    samples.flatMap(({ runs }) => runs.map((run) => run.play)),
  );
  let at = 0;
  return samples.map(({ name, runs, unplayed }) => {
    const partings = new Map<string, number>();
    let equal = 0;
    for (const { play: it, trace } of runs) {
      const parting = compare(trace, real[at]!, it.tasks);
      at += 1;
      if (parting === null) equal += 1;
      else partings.set(kindOf(parting), (partings.get(kindOf(parting)) ?? 0) + 1);
    }
    return { name, runs: runs.length, equal, unplayed, partings };
  });
}

/** What a difference is, whoever it is about. */
const kindOf = ({ real, simulated }: Parting): string => {
  const plain = (text: string): string =>
    text
      .replace(/^[\w-]+: /, '')
      .replace(/\(.*\)/, '')
      .replace(/^[a-z]+-\d+ /, 'a task ');
  return `real ${plain(real)}, simulated ${plain(simulated)}`;
};
