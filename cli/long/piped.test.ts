import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';

afterAll(removeFolder);

const OUT = ['--out', join(FOLDER, 'out')];

/** The program with this on its standard input. */
const piped = (input: string | Buffer, ...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'cli/faultline.mjs'), ...args, ...OUT], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
  });
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe.concurrent('standard input', () => {
  test('is a patch, as git format-patch --stdout writes it', () => {
    const patch = textOf('properties/suites/patches/mutants/c-unplugged-device-mapped.patch');
    const onto = /^Base: (.*)$/m.exec(patch)![1]!;
    const asked = ['gate', '--patch', '-', '--onto', onto, '--runs', '300', '-q'];
    const { status, stdout } = piped(patch, ...asked);
    expect(stdout).toMatch(/^NOT SAFE: .*stdin-[0-9a-f]{12}\.patch@/);
    expect(status).toBe(1);
  });

  test('is a C file', () => {
    const { status, stdout } = piped(
      textOf('impl/c/subjects/rfc.c'),
      'check',
      '-',
      '-q',
      '--runs',
      '300',
    );
    expect(stdout).toMatch(/stdin-[0-9a-f]{12}\.c: \d+ laws broken/);
    expect(status).toBe(1);
  });

  test.each([
    ['', 'faultline: -: expected a C file on standard input, found nothing\n'],
    [
      Buffer.alloc(8 * 1024 * 1024 + 1, ' '),
      'faultline: -: expected at most 8 MB on standard input, found more\n',
    ],
  ])('is refused in one line: %#', (input, line) => {
    const { status, stderr } = piped(input, 'check', '-');
    expect({ status, stderr }).toEqual({ status: 2, stderr: line });
  });
});
