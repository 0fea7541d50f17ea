import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { ended, FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { start } from '../testing/program.ts';

afterAll(removeFolder);

/** Text of a subject that is what a shipped one is. */
const same = (name: string): string => `export * from '${ROOT}impl/helpers/${name}.ts';\n`;

/** The program, and what it has printed: waits for output, not for time. */
function watched(...args: string[]) {
  const runs = args.includes('--runs') ? [] : ['--runs', '300'];
  const child = start(...args, '--watch', ...runs, '--out', join(FOLDER, 'out'));
  let gone = false;
  child.on('exit', () => {
    gone = true;
  });
  /** What a stream had up to this text, which is then forgotten. */
  const reader = (stream: Readable) => {
    let told = '';
    stream.setEncoding('utf8').on('data', (part: string) => {
      told += part;
    });
    return async (text: string): Promise<string> => {
      while (!told.includes(text)) {
        if (gone) throw new Error(`ended without "${text}":\n${told}`);
        await delay(20);
      }
      const end = told.indexOf(text) + text.length;
      const before = told.slice(0, end);
      told = told.slice(end);
      return before;
    };
  };
  return {
    end: ended(child),
    stop: () => child.kill('SIGINT'),
    shown: reader(child.stdout!),
    said: reader(child.stderr!),
  };
}

const WAITING = 'Ctrl-C ends\n';
/** Every verdict ends like that, and every comparison comes after one. */
const VERDICT = 'reached\n';

test('check --watch judges again whenever the file changes, and says what is different', async () => {
  const path = file('mine.ts', same('repaired'));
  const { end, stop, shown, said } = watched('check', path);
  expect(await shown(VERDICT)).toContain(path);
  await said(WAITING);

  writeFileSync(path, same('rfc'));
  await shown(`Since the last verdict on ${path}`);
  expect(await shown('Still broken')).toMatch(
    /Newly broken +always-resolves.*\n.*\n +Mended +none/,
  );
  await said(WAITING);

  // As editors do: another file takes the place of this one.
  renameSync(file('other.ts', same('v5.3')), path);
  await shown(`Since the last verdict on ${path}`);
  const replaced = await shown('Still broken');
  expect(replaced).toMatch(
    /Newly broken +object-state-under-reservation\n +Mended +io-lock-balanced\n/,
  );
  await said(WAITING);

  writeFileSync(path, 'export const = 1;\n');
  expect(await said(WAITING)).toContain('cannot be imported: SyntaxError');

  rmSync(path);
  // Longer than the program takes to look again.
  await delay(1000);
  writeFileSync(path, same('repaired'));
  // Compared with the last verdict that there was.
  await shown(`Since the last verdict on ${path}`);
  expect(await shown('Still broken')).toMatch(/Newly broken +none\n +Mended +always-resolves/);
  await said(WAITING);

  stop();
  expect((await end).code).toBe(130);
});

test('gate --watch tells which regressions are new', async () => {
  const path = file('gated.ts', same('v5.3'));
  const { end, stop, shown, said } = watched('gate', path, '--baseline', 'v5.3');
  await said(WAITING);
  writeFileSync(path, same('rfc'));
  await shown('Since the last verdict');
  expect(await shown('Still broken')).toMatch(/Newly broken +io-lock-balanced\n/);
  await said(WAITING);
  stop();
  expect((await end).code).toBe(130);
});

test('a change of a header beside a C file counts as one of the file', async () => {
  const path = file(
    'fault.c',
    '#include "answer.h"\nvm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf) { return ANSWER; }\n',
  );
  file('answer.h', '#define ANSWER 1 +\n');
  const { end, stop, shown, said } = watched('check', path);
  expect(await said(WAITING)).toContain('faultline: ');
  file('answer.h', '#define ANSWER VM_FAULT_SIGBUS\n');
  await shown(VERDICT);
  await said(WAITING);
  stop();
  expect((await end).code).toBe(130);
});

test('a search that is stopped ends the watching', async () => {
  const path = file('long.ts', `console.error('here');\n${same('repaired')}`);
  const { end, stop, said } = watched('check', path, '--runs', '1e9');
  await said('here');
  stop();
  expect((await end).code).toBe(130);
});
