import * as fc from 'fast-check';
import { type Options, subjectOfC } from '../../impl/c/subject.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import { random } from '../../scheduler/strategies/random.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import { Lockstep, type Parting } from '../compare/lockstep.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';
import { subject, tools } from './harness.ts';

const RUNS = 1500;

/** Where a port and a C file under `impl/c/subjects/` part, undefined if they never do. */
export async function partingOf(
  name: string,
  file: string,
  options?: Options,
  seed = 7,
): Promise<Parting | undefined> {
  const port = await subject(name);
  const path = new URL(`../../impl/c/subjects/${file}`, import.meta.url).pathname;
  const lockstep = new Lockstep([port, await subjectOfC(path, options)], tools);
  const runs = fc.sample(runArbitrary(tools.actors), { seed, numRuns: RUNS });
  for (const [index, run] of runs.entries()) {
    const strategyOf = (): Strategy =>
      index % 2 === 0 ? preemptions(run.preemptions) : random(index);
    const parting = lockstep.run(settle(run.world), strategyOf);
    if (parting) return parting;
  }
  return undefined;
}
