import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const GATE = ['gate', 'rfc', '--baseline', 'v5.3', '--seed', '3', '--json'];

test('workers and shards agree with a corpus, and nothing in it is written again', async () => {
  const corpus = join(FOLDER, 'corpus');
  cpSync(join(ROOT, 'reports/counterexamples'), corpus, { recursive: true });
  const before = readdirSync(corpus);
  const long = [...GATE, '--runs', '15100', '--corpus', corpus];
  const one = await faultline(...long, '--workers', '1');
  const three = await faultline(...long, '--workers', '3');
  expect(one.code).toBe(1);
  expect(three).toEqual(one);
  expect(readdirSync(corpus)).toEqual(before);
  const few = [...GATE, '--runs', '700', '--corpus', corpus];
  const whole = JSON.parse((await faultline(...few)).stdout);
  const shards = ['1/2', '2/2'].map((shard) =>
    join(FOLDER, `gate-shard-${shard.replace('/', '-of-')}.json`),
  );
  for (const shard of ['1/2', '2/2']) {
    const { stdout } = await faultline(...few, '--shard', shard);
    writeFileSync(shards[shard === '1/2' ? 0 : 1]!, stdout);
  }
  const merged = await faultline('merge', ...shards, '--json', '--out', join(FOLDER, 'out'));
  const { certificate, regressions } = JSON.parse(merged.stdout);
  expect(merged.code).toBe(1);
  expect(certificate).toEqual(whole.certificate);
  expect(regressions.map(bare)).toEqual(whole.regressions.map(bare));
});

/** Where its file is kept differs. */
const bare = ({ replay: _, ...finding }: { replay: string }) => finding;

test('what is accepted on the command line is accepted from then on', async () => {
  const allow = join(FOLDER, 'allow.json');
  const few = [...GATE, '--runs', '500', '--out', join(FOLDER, 'few'), '--allow', allow];
  const unknown = await faultline(...few, '--accept', 'io-lock-balancd', '--reason', 'known');
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('did you mean io-lock-balanced?');
  expect(readdirSync(FOLDER)).not.toContain('allow.json');
  expect(readdirSync(FOLDER)).not.toContain('few');
  const accepted = await faultline(...few, '--accept', 'io-lock-balanced', '--reason', 'known');
  expect(accepted.code).toBe(0);
  const bytes = readFileSync(allow, 'utf8');
  const after = await faultline(...few);
  expect(after.code).toBe(0);
  expect(JSON.parse(after.stdout)).toMatchObject({
    safe: true,
    regressions: [],
    accepted: [{ invariant: 'io-lock-balanced', accepted: 'known' }],
    stale: [],
  });
  expect(readFileSync(allow, 'utf8')).toBe(bytes);
});
