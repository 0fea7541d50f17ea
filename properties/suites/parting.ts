import * as fc from 'fast-check';
import { type Options, subjectOfC } from '../../impl/c/subject.ts';
import { runArbitrary } from '../arbitraries.ts';
import { Lockstep, type Parting } from '../lockstep.ts';
import { settle } from '../settle.ts';
import { subject, tools } from './harness.ts';

const RUNS = 1500;

/** Where a port and a C file under `impl/c/subjects/` part, undefined if they never do. */
export async function partingOf(
  name: string,
  file: string,
  options?: Options,
): Promise<Parting | undefined> {
  const port = await subject(name);
  const path = new URL(`../../impl/c/subjects/${file}`, import.meta.url).pathname;
  const lockstep = new Lockstep([port, await subjectOfC(path, options)], tools);
  for (const run of fc.sample(runArbitrary(tools.actors), { seed: 7, numRuns: RUNS })) {
    const parting = lockstep.run({ ...run, world: settle(run.world) });
    if (parting) return parting;
  }
  return undefined;
}
