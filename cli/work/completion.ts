import type { Command } from 'commander';
import type { Shell } from '../options.ts';
import { print } from '../output/terminal.ts';
import { bash } from '../usage/bash.ts';
import { fish } from '../usage/fish.ts';
import { type CommandWords, wordsOf } from '../usage/words.ts';
import { zsh } from '../usage/zsh.ts';

const SCRIPTS: { readonly [S in Shell]: (commands: readonly CommandWords[]) => string } = {
  bash,
  zsh,
  fish,
};

/** Does `faultline completion`. */
export function run(shell: Shell, _options: object, command: Command): void {
  print(SCRIPTS[shell](wordsOf(command.parent!)));
}
