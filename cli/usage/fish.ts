import type { CommandWords, Operand } from './words.ts';

/** Completion for fish. */
export const fish = (all: readonly CommandWords[]): string => {
  const [root, ...commands] = all as [CommandWords, ...CommandWords[]];
  const lines = [
    '# faultline completion fish',
    'complete -c faultline -f',
    ...commands.map(
      ({ name, summary }) =>
        `complete -c faultline -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...ofCommand(root, '__fish_use_subcommand'),
    ...commands.flatMap((command) =>
      ofCommand(command, quoted(`__fish_seen_subcommand_from ${command.name}`)),
    ),
  ];
  return `${lines.join('\n')}\n`;
};

function ofCommand({ options, operand }: CommandWords, condition: string): string[] {
  const start = `complete -c faultline -n ${condition}`;
  const operands =
    operand === null || condition === '__fish_use_subcommand'
      ? []
      : [`${start} ${operandIn(operand)}`];
  return [
    ...operands,
    ...options.map(({ long, short, summary, value }) => {
      const flags = [...(short === null ? [] : [`-s ${short.slice(1)}`]), `-l ${long.slice(2)}`];
      const after = value === null ? '' : ` -r ${operandIn(value)}`;
      return `${start} ${flags.join(' ')} -d ${quoted(summary)}${after}`;
    }),
  ];
}

function operandIn({ words, path }: Operand): string {
  const named = words.length > 0 ? [`-a ${quoted(words.join(' '))}`] : [];
  const folders = path === 'folder' ? ["-a '(__fish_complete_directories)'"] : [];
  return [...named, ...folders, path === 'file' ? '-F' : '-f'].join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
