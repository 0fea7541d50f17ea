import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ended, FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const RUNS = '1500';

/** The command lines for `faultline` in a file of `docs/scale/`: of a shard, and to merge. */
function commandsOf(name: string): { shard: string; merge: string } {
  const text = readFileSync(join(ROOT, 'docs/scale', name), 'utf8');
  const lines = [...text.matchAll(/^\s*- (?:run: )?(npx faultline .*)$/gm)].map(
    ([, line]) => line!,
  );
  const [shard, merge, ...more] = lines;
  expect(more).toEqual([]);
  return { shard: shard!, merge: merge! };
}

mkdirSync(join(FOLDER, 'bin'));
// The engine's `npx` starts the program from the repository; here it is started from a folder.
const npx = file(
  'bin/npx',
  `#!/bin/sh\nshift\nexec '${process.execPath}' '${ROOT}cli/faultline.mjs' "$@"\n`,
);
chmodSync(npx, 0o755);

function shell(command: string, cwd: string, env: Record<string, string> = {}) {
  const PATH = `${join(FOLDER, 'bin')}${delimiter}${process.env.PATH}`;
  const child = spawn('sh', ['-c', command], { cwd, env: { ...process.env, ...env, RUNS, PATH } });
  return ended(child);
}

/** The undivided command, whose counterexamples are said to be in the same place. */
const whole = (...args: string[]) =>
  faultline(...args, '--runs', RUNS, '--json', '--out', 'reports/out');

describe.concurrent('the merged document is that of the undivided command', () => {
  test('over a CI matrix', async () => {
    const folder = join(FOLDER, 'matrix');
    mkdirSync(folder);
    const { shard, merge } = commandsOf('github-actions.yml');
    for (const index of ['1', '2', '3']) {
      const { code } = await shell(shard.replace(/\$\{\{.*?\}\}/, index), folder);
      expect(code).toBe(0);
    }
    const merged = await shell(merge, folder);
    const { code, stdout } = await whole('gate', 'rfc', '--baseline', 'v5.3');
    expect(merged.code).toBe(code);
    expect(readFileSync(join(folder, 'gate.json'), 'utf8')).toBe(stdout);
  });

  test('over an Indexed Job', async () => {
    const folder = join(FOLDER, 'job');
    mkdirSync(folder);
    const { shard, merge } = commandsOf('kubernetes-job.yaml');
    for (const JOB_COMPLETION_INDEX of ['0', '1', '2']) {
      const { code } = await shell(shard, folder, { JOB_COMPLETION_INDEX, SHARDS: 'shards' });
      expect(code).toBe(0);
    }
    const merged = await shell(merge, folder, { SHARDS: 'shards' });
    const { code, stdout } = await whole('check', 'v5.5');
    expect(merged.code).toBe(code);
    expect(readFileSync(join(folder, 'shards/check.json'), 'utf8')).toBe(stdout);
  });
});
