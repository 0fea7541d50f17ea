import type { Command, Option } from 'commander';
import { type Folder, shippedNames } from '../../catalog.ts';
import { byVersion } from '../../jobs/names.ts';

/** What can be typed, read from the definitions of the commands: completion is made of it. */

/** One command. */
export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  /** What may stand without an option, or null for nothing. */
  readonly operand: Operand | null;
}

/** One option. */
export interface OptionWords {
  /** `--quiet`. */
  readonly long: string;
  /** `-q`. */
  readonly short: string | null;
  readonly summary: string;
  /** What has to follow it, or null for nothing. */
  readonly value: Operand | null;
}

/** What may stand in a place: these words, and perhaps the name of a file or folder. */
export interface Operand {
  readonly words: readonly string[];
  readonly path: 'file' | 'folder' | null;
}

/** All commands, the program's own words first. */
export function wordsOf(root: Command): readonly CommandWords[] {
  const commands = root.commands.filter((command) => command.name() !== 'help');
  const names = [...commands.map((command) => command.name()), 'help'];
  const own = commandWords(root);
  const help = { name: 'help', summary: 'display help for command', options: [] };
  return [
    { ...own, operand: { words: names, path: null } },
    ...commands.map(commandWords),
    { ...help, operand: { words: names, path: null } },
  ];
}

function commandWords(command: Command): CommandWords {
  const help = { long: '--help', short: '-h', summary: 'display help', value: null };
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    summary: command.summary(),
    options: [...command.options.map((option) => optionWords(command.name(), option)), help],
    operand: argument ? operandOf(argument.name(), argument.argChoices) : null,
  };
}

function optionWords(command: string, option: Option): OptionWords {
  const [, placeholder] = /[<[](.+)[>\]]/.exec(option.flags) ?? [];
  return {
    long: option.long!,
    short: option.short ?? null,
    summary: option.description.replace(/\s+/g, ' '),
    value:
      placeholder === undefined
        ? null
        : operandOf(placeholder, option.argChoices, `${command} ${option.long}`, option.long!),
  };
}

/** Entries that can be named where a placeholder is called so, or after an option. */
const ENTRIES: Readonly<Record<string, Folder>> = {
  subject: 'helpers',
  subjects: 'helpers',
  candidate: 'helpers',
  '--strategy': 'strategies',
  '--world': 'worlds',
  '--accept': 'invariants',
  'model --format': 'charts',
  'report --format': 'reports',
};

/** What may stand for a placeholder; of an option, which is called `--world`, `check --world`. */
function operandOf(
  placeholder: string,
  choices?: readonly string[],
  ...options: string[]
): Operand {
  if (choices) return { words: choices, path: null };
  const folder = [placeholder, ...options].map((name) => ENTRIES[name]).find((known) => known);
  if (folder) {
    const words = [...shippedNames(folder)].sort(byVersion);
    return { words, path: folder === 'helpers' ? 'file' : null };
  }
  if (placeholder === 'dir') return { words: [], path: 'folder' };
  return { words: [], path: /^files?\b/.test(placeholder) ? 'file' : null };
}
