import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const WORLDS = ['two-faults', 'nowait', 'notify-moves', 'one-fault'].flatMap((name) => [
  '--world',
  name,
]);

describe.concurrent('one worker and three give the same bytes', () => {
  test.each([
    // Enough for three to start, and chunks that do not come out even.
    [['check', 'rfc', '--runs', '15100', '--seed', '7']],
    [['explore', 'rfc', 'v5.5', ...WORLDS]],
  ])('%j', async (args) => {
    const out = join(FOLDER, args[0]!);
    const one = await faultline(...args, '--json', '--out', out, '--workers', '1');
    const three = await faultline(...args, '--json', '--out', out, '--workers', '3');
    expect(one.code).toBe(1);
    expect(three).toEqual(one);
  });
});
