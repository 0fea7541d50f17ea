import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, ROOT } from '../../jobs/testing/files.ts';

/** What the README shows of a terminal: its blocks without a language, line by line. */
export const BLOCKS: readonly (readonly string[])[] = [
  ...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^```(\w*)\n(.*?)^```$/gms),
]
  .filter(([, language]) => language === '')
  .map(([, , text]) => text!.trimEnd().split('\n'));

/** What differs from machine to machine: names of revisions, patch levels of kernels. */
const steady = (line: string): string =>
  line
    .replace(/\b[0-9a-f]{12}\b/, 'HASH')
    .replace(/\b(Linux \d+\.\d+)\.\d+/, '$1.N')
    .trimEnd();

/** The lines of a block that the program, run in a folder, does not print in this order. */
export async function missingLines(
  block: readonly string[],
  folder: string,
  args: readonly string[],
): Promise<string[]> {
  const env = { ...process.env, CI: '', NO_COLOR: '1', COLUMNS: '100' };
  const program = [join(ROOT, 'cli/faultline.mjs'), ...args];
  const { stdout } = await ended(spawn(process.execPath, program, { cwd: folder, env }));
  const lines = stdout.split('\n').map(steady);
  let at = 0;
  return block.map(steady).filter((line) => {
    const found = lines.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}
