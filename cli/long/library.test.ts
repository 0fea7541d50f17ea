import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check, explore, gate } from '../../api/index.ts';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const RUNS = 500;
const HOW = ['--runs', String(RUNS), '--json', '--out', FOLDER];

/** The document that the program prints for the same question. */
const printed = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await faultline(...args)).stdout);

/** A document as JSON has it. */
const plain = (document: object): unknown => JSON.parse(JSON.stringify(document));

const MINE = join(ROOT, 'impl/c/subjects/v5.3.c');

test('a library answers what the program prints', async () => {
  const how = { runs: RUNS, out: FOLDER };
  expect(plain(await check('rfc', how))).toEqual(await printed('check', 'rfc', ...HOW));
  expect(plain(await gate(MINE, { ...how, baseline: 'v5.5', refine: true }))).toEqual(
    await printed('gate', MINE, '--baseline', 'v5.5', '--refine', ...HOW),
  );
  const worlds = ['one-fault', 'two-faults'];
  expect(plain(await explore(MINE, { worlds, failures: true, out: FOLDER }))).toEqual(
    await printed(
      ...['explore', MINE, '--failures', '--json', '--out', FOLDER],
      ...worlds.flatMap((world) => ['--world', world]),
    ),
  );
});
