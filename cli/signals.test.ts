import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { ended, FOLDER, file, ROOT, removeFolder } from '../jobs/testing/files.ts';
import { start } from './testing/program.ts';

afterAll(removeFolder);

/** A subject whose import says that the work is about to begin. */
const announced = file(
  'announced.ts',
  `console.error('here');\nexport * from '${ROOT}impl/helpers/repaired.ts';\n`,
);
const LONG = ['--runs', '1e9', '--out', join(FOLDER, 'out')];

async function started(...args: string[]) {
  const child = start('check', announced, ...LONG, ...args);
  const end = ended(child);
  await once(child.stderr!, 'data');
  return { child, end };
}

describe.concurrent('Ctrl-C', () => {
  test('prints what was found so far and exits with 130', async () => {
    const { child, end } = await started('--json');
    await delay(300);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true });
    expect(stderr).toBe('here\nfaultline: interrupted\n');
  });

  test('counts once when npm passes it on a second time', async () => {
    const { child, end } = await started();
    child.kill('SIGINT');
    child.kill('SIGINT');
    const { code, stdout } = await end;
    expect(code).toBe(130);
    expect(stdout).toContain('announced.ts');
  });
});

test.concurrent('a reader that goes away ends the program in silence', async () => {
  const child = start('list');
  const end = ended(child);
  child.stdout!.destroy();
  const { code, stderr } = await end;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
