import type { CommandWords, Operand } from './words.ts';

/** Completion for bash. */
export const bash = (commands: readonly CommandWords[]): string => `# faultline completion bash
_faultline() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  local command= word options= words= path=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${commands
        .slice(1)
        .map(({ name }) => name)
        .join('|')})
        command=$word
        break
        ;;
    esac
  done
  case $command in
${commands.map(ofCommand).join('\n')}
  esac
  case "$command $prev" in
${commands.flatMap(ofValues).join('\n')}
  esac
  COMPREPLY=()
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
    return
  fi
  [[ -n $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  [[ -z $path ]] && return
  compopt -o filenames 2>/dev/null
  mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen "$path" -- "$cur")
}
complete -F _faultline faultline
`;

/** The first has no name: it is what may be typed before there is a command. */
function ofCommand({ name, options, operand }: CommandWords, index: number): string {
  const flags = options.flatMap(({ long, short }) => (short === null ? [long] : [short, long]));
  const pattern = index === 0 ? "''" : name;
  return `    ${pattern}) options='${flags.join(' ')}' ${operandIn(operand)} ;;`;
}

function ofValues({ name, options }: CommandWords, index: number): string[] {
  return options.flatMap(({ long, short, value }) => {
    if (value === null) return [];
    const flags = [long, ...(short === null ? [] : [short])];
    const patterns = flags.map((flag) => `'${index === 0 ? '' : name} ${flag}'`);
    return [`    ${patterns.join(' | ')}) options= ${operandIn(value)} ;;`];
  });
}

function operandIn(operand: Operand | null): string {
  const { words, path } = operand ?? { words: [], path: null };
  const action = path === null ? '' : path === 'file' ? '-f' : '-d';
  return `words='${words.join(' ')}' path=${action}`;
}
