import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadTools, namedSubject } from '../../catalog.ts';
import { type Options, subjectOfC } from '../../impl/c/subject.ts';
import { runArbitrary } from '../arbitraries.ts';
import { Lockstep, type Parting } from '../lockstep.ts';
import { settle } from '../settle.ts';

const tools = await loadTools();
const RUNS = 1500;

/** Runs both until they part. */
async function partingOf(
  name: string,
  file: string,
  options?: Options,
): Promise<Parting | undefined> {
  const port = (await namedSubject(name))!;
  const rendering = await subjectOfC(
    new URL(`../../impl/c/subjects/${file}`, import.meta.url).pathname,
    options,
  );
  const lockstep = new Lockstep([port, rendering], tools);
  for (const run of fc.sample(runArbitrary(tools.actors), { seed: 7, numRuns: RUNS })) {
    const parting = lockstep.run({ ...run, world: settle(run.world) });
    if (parting) return parting;
  }
  return undefined;
}

describe('the port and our own C do the same, event by event', () => {
  test.each(['v5.3', 'rfc', 'v5.5', 'v5.10'])('%s', async (version) => {
    expect(await partingOf(version, `${version}.c`)).toBeUndefined();
  });
});

test('the compiler from npm makes of it what the one of the system makes', async () => {
  expect(await partingOf('v5.5', 'v5.5.c', { toolchain: 'npm' })).toBeUndefined();
  expect(await partingOf('v5.5', 'v5.5.c', { toolchain: 'system' })).toBeUndefined();
});

describe('one line of difference shows', () => {
  test('the posted patch keeps the io lock, the merged one does not', async () => {
    const parting = await partingOf('v5.5', 'rfc.c');
    expect(parting?.one?.kind.name).not.toBe(parting?.other?.kind.name);
  });
});
