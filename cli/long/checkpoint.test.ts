import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { chunksIn } from '../../jobs/shards.ts';
import { ended, FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { nothingSearched } from '../../properties/search/search-part.ts';
import { workText } from '../documents/checkpoint-file.ts';
import { mergedShards } from '../documents/merged-shards.ts';
import { faultline, start } from '../testing/program.ts';

afterAll(removeFolder);

/** A subject whose import says that the work is about to begin. */
const announced = file(
  'announced.ts',
  `console.error('here');\nexport * from '${ROOT}impl/helpers/rfc.ts';\n`,
);
const WORLDS = ['--world', 'one-fault', '--world', 'two-faults', '--world', 'fatal-signal'];
const ANSWER = ['--json', '--out', join(FOLDER, 'out')];

describe('interrupted and resumed is the same as in one piece', () => {
  test.each([
    ['check', ['check', announced, '--runs', '5000']],
    ['explore', ['explore', announced, ...WORLDS]],
  ])('%s', async (name, args) => {
    const checkpoint = join(FOLDER, `${name}-checkpoint.json`);
    const child = start(...args, ...ANSWER, '--checkpoint', checkpoint);
    const end = ended(child);
    await once(child.stderr!, 'data');
    await delay(100);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    expect(code).toBe(130);
    expect(JSON.parse(stdout).interrupted).toBe(true);
    // The subject is TypeScript that the checkpoint names: it runs only if that is wanted.
    const resume = ['--resume', checkpoint, '--trust-typescript'];
    expect(stderr).toContain(`go on with ${resume.join(' ')}\n`);
    const resumed = await faultline(name, ...resume, ...ANSWER);
    const whole = await faultline(...args, ...ANSWER);
    expect(resumed).toEqual(whole);
  });
});

describe('the end of the time', () => {
  test('leaves a checkpoint as well', async () => {
    const checkpoint = join(FOLDER, 'time.json');
    const asked = ['check', 'repaired', '--seconds', '0.3', '--checkpoint', checkpoint];
    const { code, stdout } = await faultline(...asked, ...ANSWER);
    const { runs, interrupted } = JSON.parse(stdout);
    expect({ code, interrupted }).toEqual({ code: 0, interrupted: true });
    const again = await faultline('check', '--resume', checkpoint, ...ANSWER);
    expect(JSON.parse(again.stdout).runs).toBeGreaterThan(runs);
  });

  test('is not gone on from by other laws of one’s own', async () => {
    const law = (source: string): string =>
      file('own-law.mjs', `export default { claim: 'x', source: '${source}', on: {} };`);
    law('one');
    const config = file('own.json', '{ "folders": { "invariants": "." } }');
    const checkpoint = join(FOLDER, 'own-laws.json');
    const asked = ['check', 'repaired', '--seconds', '0.3', '--config', config];
    expect((await faultline(...asked, '--checkpoint', checkpoint, ...ANSWER)).code).toBe(0);
    law('two');
    const resume = ['--resume', checkpoint, '--trust-typescript'];
    const { code, stderr } = await faultline('check', ...resume, ...ANSWER);
    expect(stderr).toContain(`${config} is not what it was when the work was begun`);
    expect(code).toBe(2);
  });
});

/** A shard of a check in which nothing was done, with these differences. */
const shardOf = (name: string, index: number, { of = 2, seed = 1 } = {}): string => {
  const effort = { runs: 1000, seconds: null, seed, strategy: 'portfolio', world: null };
  const setup = { profile: null, toolchain: null };
  const shard = { index, of };
  const { from } = chunksIn(effort.runs, shard);
  return file(
    name,
    workText('shard', {
      job: { kind: 'check', subjects: ['rfc'], setup, effort },
      subjects: [{ name: 'rfc', digest: null }],
      shard,
      work: { searched: [nothingSearched(from, 1)], explored: [] },
    }),
  );
};

describe('shards that do not belong together', () => {
  const one = shardOf('one.json', 1);
  const two = shardOf('two.json', 2);
  const text = readFileSync(two, 'utf8');
  const changed = (name: string, from: string | RegExp, to: string): string =>
    file(name, text.replace(from, to));

  test('are told apart from those that do', () => {
    expect(mergedShards([two, one]).shard).toBe(null);
  });

  test.each([
    [[one], 'missing: shard 2/2'],
    [[one, one], `is there already, in ${one}`],
    [[one, shardOf('other.json', 2, { seed: 2 })], 'its effort.seed is 2, not 1'],
    [[one, shardOf('thirds.json', 2, { of: 3 })], 'one of 3 shards, but'],
    [
      [one, changed('version.json', /"version": "[^"]*"/, '"version": "0.0.1"')],
      'by faultline 0.0.1',
    ],
    [[one, changed('moved.json', '"from": 2', '"from": 1')], 'no part of what was asked for'],
    [[one, changed('negative.json', '"from": 2', '"from": -1')], 'must be >= 0'],
    [[one, file('cut.json', text.slice(0, 300))], 'this is no JSON'],
    [
      [one, file('foreign.json', '{}')],
      'expected a document of faultline.shard/2, found no schema',
    ],
  ])('%j', (paths, line) => expect(() => mergedShards(paths)).toThrow(line));
});

describe.concurrent('bad input', () => {
  const cut = file('cut-checkpoint.json', '{"schema": "faultline.checkpoint/2",');
  const shard = shardOf('no-checkpoint.json', 1);

  test.each([
    [['check', '--resume', cut], 'this is no JSON'],
    [['check', '--resume', shard], 'found "faultline.shard/2"'],
    [['check', '--resume', cut, '--seed', '3'], 'without --seed'],
    [['check', '--shard', '3/2'], 'Expected i/n'],
    [['merge', shard], 'missing: shard 2/2'],
  ])('%j is one line, and nothing is written', async (args, line) => {
    const out = join(FOLDER, 'refused');
    const { code, stdout, stderr } = await faultline(...args, '--out', out);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(out)).toBe(false);
    expect(readFileSync(cut, 'utf8')).toBe('{"schema": "faultline.checkpoint/2",');
  });
});
