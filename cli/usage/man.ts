import { type Command, Help, type Option } from 'commander';
import { GROUPS } from '../options.ts';

/** What stands in the manual beside the commands. */
export interface Manual {
  readonly version: string;
  readonly examples: string;
  readonly exitCodes: string;
}

const help = new Help();

/** The program's manual page, in the language of roff: what help says of all commands. */
export function manOf(root: Command, { version, examples, exitCodes }: Manual): string {
  const commands = root.commands.filter((command) => command.name() !== 'help');
  return lines(
    '.\\" Made from the definitions of the commands.',
    `.TH FAULTLINE 1 "" "faultline ${version}" "User Commands"`,
    '.SH NAME',
    'faultline \\- property-based verification of the TTM page-fault helpers',
    '.SH SYNOPSIS',
    ...commands.map((command) => `.B faultline ${command.name()}\n${usageOf(command)}\n.br`),
    '.SH DESCRIPTION',
    prose(root.description()),
    '.SH COMMANDS',
    ...commands.map(commandPart),
    '.SH EXIT STATUS',
    prose(exitCodes),
    '.SH EXAMPLES',
    '.EX',
    verbatim(examples),
    '.EE',
  );
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const usageOf = (command: Command): string =>
  escaped(help.commandUsage(command).split(`${command.name()} `)[1] ?? '');

function commandPart(command: Command): string {
  const groups = Object.values(GROUPS).flatMap((heading) => {
    const options = command.options.filter(
      ({ helpGroupHeading = GROUPS.own }) => helpGroupHeading === heading,
    );
    return options.length === 0 ? [] : [`.P\n.I ${escaped(heading)}`, ...options.map(optionPart)];
  });
  return [
    `.SS faultline ${command.name()} ${usageOf(command)}`,
    prose(command.description()),
    ...groups,
  ].join('\n');
}

const optionPart = (option: Option): string =>
  `.TP\n.B ${escaped(help.optionTerm(option))}\n${prose(help.optionDescription(option))}`;

/** Paragraphs, and lines that stay lines. */
const prose = (text: string): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').map(escaped).join('\n.br\n'))
    .join('\n.P\n');

const verbatim = (text: string): string => text.trim().split('\n').map(escaped).join('\n');

/** A line of text that roff takes for nothing else. */
const escaped = (line: string): string =>
  line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
