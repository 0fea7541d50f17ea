import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { manual, program } from '../program.ts';
import { faultline } from '../testing/program.ts';
import { manOf } from '../usage/man.ts';

afterAll(removeFolder);

/** What is typed, and what is there after the key that completes it. */
const TYPED = {
  'faultline che': 'faultline check',
  'faultline check v5.6': 'faultline check v5.6',
  'faultline check --str': 'faultline check --strategy',
  'faultline check --strategy port': 'faultline check --strategy portfolio',
  'faultline list sub': 'faultline list subjects',
  'faultline gate CHANGEL': 'faultline gate CHANGELOG.md',
  'faultline model --format sc': 'faultline model --format scxml',
  'faultline gate x --out doc': 'faultline gate x --out docs/',
};

/** The script for a shell, as a file. */
const script = async (shell: string): Promise<string> =>
  file(`completion.${shell}`, (await faultline('completion', shell)).stdout);

/** What a program prints. */
function printed(program: string, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

test('fish completes words', async () => {
  const path = await script('fish');
  for (const [typed, whole] of Object.entries(TYPED)) {
    const offered = printed('fish', '-c', `source ${path}; complete -C '${typed}'`);
    const [word] = offered.split('\n')[0]!.split('\t');
    expect(whole).toBe(typed.replace(/\S+$/, word!));
  }
});

/** Types into a terminal of zsh's own, and shows the line that is there then. */
const TERMINAL = `
zmodload zsh/zpty
zpty terminal zsh -f -i
zpty -w terminal "PS1=; autoload -U compinit; compinit -u -d $2; source $1
  show() { print -r -- \\"<<\\$BUFFER>>\\"; BUFFER=; zle accept-line }; zle -N show
  bindkey '^X' show; bindkey '^I' complete-word; print -r -- RE'ADY'"
while zpty -r terminal line; do [[ $line == *READY* ]] && break; done
zpty -w -n terminal "$3"$'\\t'
zpty -w -n terminal $'\\x18'
while zpty -r terminal line; do [[ $line == *'<<'*'>>'* ]] && break; done
print -r -- \${\${line#*<<}%%>>*}
zpty -d terminal
`;

test('zsh completes words', async () => {
  const path = await script('zsh');
  const terminal = file('terminal.zsh', TERMINAL);
  for (const [typed, whole] of Object.entries(TYPED)) {
    const line = printed('zsh', '-f', terminal, path, join(FOLDER, 'dump'), typed);
    expect(line.trim()).toBe(whole);
  }
});

test('roff has nothing to say against the manual', () => {
  const path = file('faultline.1', manOf(program(), manual));
  expect(printed('groff', '-man', '-ww', '-z', '-Kutf8', path)).toBe('');
});
