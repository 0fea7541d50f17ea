import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const SUBJECT = 'impl/c/subjects/rfc.c';
const WORLDS = ['two-faults', 'nowait', 'notify-moves', 'queued-writer', 'one-fault'];
const ANSWER = ['--json', '--out', join(FOLDER, 'out')];

describe.each([
  // Enough for a second thread to start, in chunks that do not come out even.
  ['check', ['check', SUBJECT, '--runs', '10100', '--seed', '7']],
  ['explore', ['explore', SUBJECT, ...WORLDS.flatMap((name) => ['--world', name])]],
])('%s of a subject in C', (command, args) => {
  test('gives the same bytes with one worker, with two, and in three shards', async () => {
    const whole = await faultline(...args, ...ANSWER, '--workers', '1');
    expect(whole.code).toBe(1);
    expect(await faultline(...args, ...ANSWER, '--workers', '2')).toEqual(whole);

    const folder = join(FOLDER, `${command}-shards`);
    const files: string[] = [];
    for (const index of [1, 2, 3]) {
      const shard = ['--shard', `${index}/3`, '--workers', String(index)];
      const { code } = await faultline(...args, ...shard, '--out', folder);
      expect(code).toBe(0);
      files.push(join(folder, `${command}-shard-${index}-of-3.json`));
    }
    expect(await faultline('merge', ...files.reverse(), ...ANSWER)).toEqual(whole);
  });
});
