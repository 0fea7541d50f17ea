import type { CommandWords, Operand, OptionWords } from './words.ts';

/** Completion for zsh. */
export const zsh = (all: readonly CommandWords[]): string => {
  const [root, ...commands] = all as [CommandWords, ...CommandWords[]];
  return `#compdef faultline
# faultline completion zsh
_faultline() {
  local curcontext=$curcontext state line
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  _arguments -C \\
${root.options.map((option) => `    ${specOf(option)} \\`).join('\n')}
    '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(ofCommand).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _faultline ]]; then _faultline "$@"; else compdef _faultline faultline; fi
`;
};

function ofCommand({ name, options, operand }: CommandWords): string {
  const specs = options.map(specOf);
  const last = operand === null ? [] : [quoted(`*:argument:${actionOf(operand)}`)];
  return `        ${name})\n          _arguments \\\n${[...specs, ...last]
    .map((spec) => `            ${spec}`)
    .join(' \\\n')}\n          ;;`;
}

/** `'*'{-q,--quiet}'[print the verdict alone]'`: which may be given twice is no matter of completion. */
function specOf({ long, short, summary, value }: OptionWords): string {
  const text = `[${summary.replaceAll(/[[\]\\]/g, '\\$&')}]`;
  const after = value === null ? '' : `:value:${actionOf(value)}`;
  if (short === null) return quoted(`*${long}${text}${after}`);
  return `'*'{${short},${long}}${quoted(text + after)}`;
}

function actionOf({ words, path }: Operand): string {
  const named = words.length > 0 ? [`(${words.join(' ')})`] : [];
  if (path === null) return named[0] ?? ' ';
  const files = path === 'file' ? '_files' : '_files -/';
  if (named.length === 0) return files;
  return `{_alternative "words:name:${named[0]}" "files:file:${files}"}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
