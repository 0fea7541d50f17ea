import * as fc from 'fast-check';
import { entries, loadTools, namedSubject } from '../catalog.ts';
import type { World } from '../impl/kernel/world.ts';
import { Simulation } from '../impl/simulation.ts';
import type { Litmus } from '../properties/litmus-world.ts';
import { Oracle } from '../properties/oracle.ts';
import { random } from '../scheduler/strategies/random.ts';
import type { Contestant } from './duel.ts';
import { everySchedule } from './rivals/fc-scheduler.ts';

const SEED = 7;

/** The benchmark world, or what is left of it without munmap and signal. */
async function worldOf(name: 'crowd' | 'few'): Promise<World> {
  const { world } = (await entries<Litmus>('worlds')).get('everything')!;
  if (name === 'crowd') return world;
  return { ...world, environment: world.environment.filter(({ actor }) => actor === 'evictor') };
}

/** Our tasks under the strategy `random`, judged by every law or by none. */
export async function ours(name: 'crowd' | 'few', laws: 'judged' | 'bare'): Promise<Contestant> {
  const tools = await loadTools();
  const subject = (await namedSubject('v5.5'))!;
  const world = await worldOf(name);
  const simulation = new Simulation(tools.actors);
  const { kernel } = simulation;
  const judged = laws === 'judged';
  kernel.watching = judged;
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

/** The same tasks as promises under `fc.scheduler()`. */
export async function theirs(name: 'crowd' | 'few'): Promise<Contestant> {
  const scenario = { crowd: name === 'crowd', ioReserveFails: false, defect: 'none' } as const;
  let seed = SEED;
  return async (pieces) => {
    const tally = { schedules: 0, primitives: 0 };
    seed += 1;
    await fc.assert(everySchedule(scenario, tally), { numRuns: pieces, seed });
    return { pieces: tally.schedules, steps: tally.primitives };
  };
}
