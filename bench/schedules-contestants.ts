import * as fc from 'fast-check';
import { entries, loadTools, namedSubject } from '../catalog.ts';
import { subjectOfC } from '../impl/c/subject.ts';
import type { World } from '../impl/kernel/world.ts';
import { Simulation } from '../impl/simulation.ts';
import type { Subject } from '../impl/subject.ts';
import { Oracle } from '../properties/judge/oracle.ts';
import type { Litmus } from '../properties/worlds/litmus-world.ts';
import { random } from '../scheduler/strategies/random.ts';
import type { Contestant } from './duel.ts';
import { everySchedule } from './rivals/fc-scheduler.ts';
import type { Environment } from './rivals/promise-kernel.ts';

const SEED = 7;

/** The benchmark world, or what is left of it with a smaller environment. */
async function worldOf(environment: Environment): Promise<World> {
  const world = await litmus('everything');
  if (environment === 'crowd') return world;
  const kept = world.environment.filter(({ actor }) => actor === environment);
  return { ...world, environment: kept };
}

const litmus = async (name: string): Promise<World> =>
  (await entries<Litmus>('worlds')).get(name)!.world;

interface Entry {
  readonly subject: Subject;
  readonly world: World;
  readonly watching: boolean;
  /** Asks every law about every run. */
  readonly judged: boolean;
}

/** Tasks of ours under the strategy `random`. */
async function running({ subject, world, watching, judged }: Entry): Promise<Contestant> {
  const tools = await loadTools();
  const simulation = new Simulation(tools.actors);
  const { kernel } = simulation;
  kernel.watching = watching;
  const oracle = new Oracle(tools.invariants);
  const strategy = random(SEED);
  return (pieces) => {
    let steps = 0;
    for (let run = 0; run < pieces; run += 1) {
      const execution = simulation.run(subject, world, strategy);
      steps += execution.steps;
      if (judged) oracle.judge(kernel.trace, world, subject.profile, execution);
    }
    return { pieces, steps };
  };
}

/** The port of v5.5, judged by every law or by none. */
export async function ours(name: Environment, laws: 'judged' | 'bare'): Promise<Contestant> {
  const judged = laws === 'judged';
  const subject = (await namedSubject('v5.5'))!;
  return running({ subject, world: await worldOf(name), watching: judged, judged });
}

/** A subject of the catalogue or a C file in the benchmark world, judged by no law. */
export async function unjudged(
  name: string,
  environment: Environment,
  watched: 'watched' | 'unwatched',
): Promise<Contestant> {
  const subject = name.endsWith('.c') ? await subjectOfC(name) : (await namedSubject(name))!;
  const world = await worldOf(environment);
  return running({ subject, world, watching: watched === 'watched', judged: false });
}

/** A C file in the litmus world of two faults, judged by no law. */
export async function twoFaults(
  path: string,
  watched: 'watched' | 'unwatched',
): Promise<Contestant> {
  const [subject, world] = [await subjectOfC(path), await litmus('two-faults')];
  return running({ subject, world, watching: watched === 'watched', judged: false });
}

/** The same tasks as promises under `fc.scheduler()`. */
export async function theirs(environment: Environment): Promise<Contestant> {
  const scenario = { environment, ioReserveFails: false, defect: 'none' } as const;
  let seed = SEED;
  return async (pieces) => {
    const tally = { schedules: 0, primitives: 0 };
    seed += 1;
    await fc.assert(everySchedule(scenario, tally), { numRuns: pieces, seed });
    return { pieces: tally.schedules, steps: tally.primitives };
  };
}
