import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { partingOf } from '../parting.ts';

describe.each(['npm', 'system'] as const)('C compiled by %s', (toolchain) => {
  test('does what the port does', async () => {
    expect(await partingOf('v5.5', 'v5.5.c', { toolchain })).toBeUndefined();
  });

  test('is no reason to print anything but the document', () => {
    // Another home has nothing in its cache, so that the compiler really runs.
    const home = mkdtempSync(join(tmpdir(), 'faultline-home-'));
    try {
      const cli = new URL('../../../cli/faultline.mjs', import.meta.url).pathname;
      const subject = new URL('../../../impl/c/subjects/v5.11.c', import.meta.url).pathname;
      const args = ['check', subject, '--toolchain', toolchain, '--json', '--runs', '20'];
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [cli, ...args, '--out', join(home, 'out')],
        { encoding: 'utf8', env: { ...process.env, HOME: home } },
      );
      expect(JSON.parse(stdout)).toMatchObject({ schema: 'faultline.check/1', subject });
      expect(stderr).toBe('');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
