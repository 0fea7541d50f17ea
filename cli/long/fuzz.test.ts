import {
  appendFileSync,
  chmodSync,
  existsSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import {
  argumentVectors,
  gitSettings,
  mutatedC,
  mutatedDocuments,
  patches,
} from '../testing/hostile-inputs.ts';
import { Sandbox } from '../testing/sandbox.ts';

afterAll(removeFolder);

/** Inputs of each kind; `npm run fuzz` tries more. */
const RUNS = Number(process.env.FAULTLINE_FUZZ_RUNS ?? 12);
/** What is found is small enough to be read. */
const HOW = { numRuns: RUNS, endOnFailure: true };
const FEW = ['--runs', '3', '--no-config'];

const shipped = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('whatever is put in, the program keeps its promises', { timeout: 7_200_000 }, () => {
  test('an argument vector', async () => {
    const sandbox = new Sandbox('arguments');
    await fc.assert(
      fc.asyncProperty(argumentVectors, async (args) => {
        expect(await sandbox.faults(...args)).toEqual([]);
      }),
      HOW,
    );
  });

  test('a document', async () => {
    const sandbox = new Sandbox('documents');
    const kept = shipped('reports/counterexamples/rfc-io-lock-balanced.json');
    const asked = fc.tuple(
      fc.constantFrom(['replay'], ['report'], ['merge'], ['gate', 'rfc', ...FEW, '--allow']),
      mutatedDocuments(kept),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([command, text]) => {
        const path = sandbox.write('document.json', text);
        expect(await sandbox.faults(...command, path)).toEqual([]);
      }),
      HOW,
    );
  });

  test('a text in C', async () => {
    const sandbox = new Sandbox('texts');
    symlinkSync('/dev/zero', join(sandbox.work, 'zero.h'));
    await fc.assert(
      fc.asyncProperty(mutatedC(shipped('impl/c/subjects/v5.5.c')), async (text) => {
        const path = sandbox.write('subject.c', text);
        expect(await sandbox.faults('check', path, ...FEW)).toEqual([]);
      }),
      { ...HOW, numRuns: Math.ceil(RUNS / 3) },
    );
  });

  test('a patch', async () => {
    const sandbox = new Sandbox('patches');
    sandbox.write('x.c', 'int x;\nint z;\n');
    await fc.assert(
      fc.asyncProperty(patches, async (text) => {
        const path = sandbox.write('fix.patch', text);
        const args = ['gate', '--patch', path, '--onto', 'x.c', '--baseline', 'v5.3', ...FEW];
        expect(await sandbox.faults(...args)).toEqual([]);
      }),
      HOW,
    );
  });

  test('a repository of git', async () => {
    const sandbox = new Sandbox('repositories');
    const canary = join(FOLDER, 'sung');
    const program = join(FOLDER, 'sing.sh');
    writeFileSync(program, `#!/bin/sh\necho sung >>${canary}\nexit 1\n`);
    chmodSync(program, 0o755);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(gitSettings, async (settings) => {
        number += 1;
        const repository = new Repository(`hostile-${number}`);
        repository.write('x.c', 'int x;\n');
        repository.write('.gitattributes', '*.c filter=x diff=x merge=x\n');
        repository.commit('first');
        repository.write('x.c', 'int y;\n');
        repository.commit('\u001b[31m::error::');
        const lines = settings.map((setting) => {
          const [, section, key] = /^(.*)\.([\w-]+)$/.exec(setting)!;
          const [name, part] = section!.split('.');
          return `[${name}${part ? ` "${part}"` : ''}]\n\t${key} = ${program}\n`;
        });
        appendFileSync(join(repository.root, '.git', 'config'), lines.join(''));
        const git = ['--git', repository.root, ...FEW];
        const range = ['gate', '--range', 'main~1..main', ...git, '--', 'x.c'];
        for (const args of [['check', 'main:x.c', ...git], range]) {
          expect(await sandbox.faults(...args)).toEqual([]);
        }
        expect(existsSync(canary)).toBe(false);
      }),
      { ...HOW, numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
