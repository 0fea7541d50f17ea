import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository: the current directory of the programs that tests start. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A directory of its own for one test file. */
export const FOLDER = mkdtempSync(join(tmpdir(), 'faultline-'));

/** For `afterAll` of a test file that imports this one. */
export const removeFolder = (): void => rmSync(FOLDER, { recursive: true, force: true });

/** What came of a program. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits for a program to end. */
export function ended(child: ChildProcess): Promise<Ended> {
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (part: string) => {
      text[name] += part;
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, ...text }));
  });
}

/** A file in the test's folder; its path. */
export function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

/** Text of a subject with this handler, for the profile of the posted patch. */
export const subjectText = (fault: string): string =>
  `export { profile } from '${ROOT}impl/helpers/rfc.ts';
export const ttm_bo_vm_fault = ${fault};
`;
