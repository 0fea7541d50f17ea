import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shippedNames } from '../../catalog.ts';
import { ROOT } from '../../jobs/testing/files.ts';
import { program } from '../program.ts';
import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { wordsOf } from './words.ts';
import { zsh } from './zsh.ts';

const WORDS = wordsOf(program());

/** What bash offers for the last of these words. */
function offered(...words: string[]): string[] {
  const asked = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _faultline';
  const script = `${bash(WORDS)}\n${asked}\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'faultline', ...words], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.trim() === '' ? [] : stdout.trim().split('\n');
}

test('bash completes commands, options, names and files', () => {
  expect(offered('ch')).toEqual(['check']);
  expect(offered('')).toEqual(
    program()
      .commands.map((command) => command.name())
      .concat('help'),
  );
  expect(offered('check', 'rfc', '--str')).toEqual(['--strategy']);
  expect(offered('check', '--strategy', 'po')).toEqual(['portfolio', 'pos']);
  expect(offered('check', 'v5.1')).toEqual(['v5.10', 'v5.11']);
  expect(offered('gate', 'CHANGEL')).toEqual(['CHANGELOG.md']);
  expect(offered('explore', 'v5.5', '--world', 'two')).toEqual(['two-faults']);
  expect(offered('check', '--out', 'doc')).toEqual(['docs']);
  expect(offered('check', '--seed', '')).toEqual([]);
  expect(offered('list', 'sub')).toEqual(['subjects']);
  expect(offered('help', 'ga')).toEqual(['gate']);
  expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
});

test('every command, option and name is in the script of every shell', () => {
  const laws = shippedNames('invariants');
  for (const script of [bash(WORDS), zsh(WORDS), fish(WORDS)]) {
    for (const law of laws) expect(script).toContain(law);
    for (const command of program().commands) {
      expect(script).toContain(command.name());
      for (const { long } of command.options) expect(script).toContain(long!.slice(2));
    }
  }
});

test('a shell that is not known is wrong usage', async () => {
  const { faultline } = await import('../testing/program.ts');
  const { code, stderr } = await faultline('completion', 'tcsh');
  expect(code).toBe(2);
  expect(stderr).toContain("'tcsh' is invalid");
});
