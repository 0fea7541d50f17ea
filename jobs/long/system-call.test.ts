import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ended, FOLDER, file, removeFolder, subjectText } from '../testing/files.ts';

afterAll(removeFolder);

test('a subject that waits in a system call is stopped, which not even the end of the program does', async () => {
  const pipe = `${FOLDER}/pipe`;
  execFileSync('mkfifo', [pipe]);
  const waiting = file(
    'waiting.ts',
    `import { readFileSync } from 'node:fs';\n` +
      subjectText(`function* () { readFileSync('${pipe}'); }`),
  );
  const program = fileURLToPath(new URL('../testing/waiting.ts', import.meta.url));
  const { code, stdout } = await ended(spawn(process.execPath, [program, waiting]));
  expect(stdout).toBe(
    `${waiting} waits in a system call without coming to its next operation; stopped\n`,
  );
  expect(code).toBe(125);
});
