import type { Automaton } from '../../../model/automata.ts';
import type { ChartFormat, Drawing } from '../format.ts';

/** What `tools/verification` of the kernel makes monitors of: the dialect of docs/domain.md §9. */
const rv: ChartFormat = {
  summary: "Automata for the kernel's runtime verification, a file each.",
  extension: '.dot',
  render: (drawing) =>
    // A generator that is given several in one file would read the first and say nothing.
    [...filesOf(drawing)].map(([name, text]) => `// ${name}\n${text}`).join('\n'),
  files: filesOf,
};

export default rv;

/** Models are named like their files, and their names become words of C. */
const modelName = ({ name }: Automaton): string => `ttm_${name}`;

function filesOf({ automata }: Drawing): ReadonlyMap<string, string> {
  return new Map(automata().map((each) => [`${modelName(each)}.dot`, textOf(each)]));
}

/** Lines and spaces are as the generator wants them, which reads words and not the language. */
function textOf({ states }: Automaton): string {
  const initial = states[0]!.name;
  return [
    'digraph state_automaton {',
    '\tcenter = true;',
    ...states.map(
      ({ name, final }) => `\t{node [shape = ${final ? 'doublecircle' : 'circle'}] "${name}"};`,
    ),
    `\t{node [shape = plaintext, style=invis, label=""] "__init_${initial}"};`,
    `\t"__init_${initial}" -> "${initial}";`,
    ...states.flatMap(({ name, next }) => [
      `\t"${name}" [label = "${name}"];`,
      ...[...Map.groupBy(next, ([, to]) => to)].map(
        ([to, events]) =>
          `\t"${name}" -> "${to}" [ label = "${events.map(([event]) => event).join('\\n')}" ];`,
      ),
    ]),
    '\t{ rank = min ;',
    `\t\t"__init_${initial}";`,
    `\t\t"${initial}";`,
    '\t}',
    '}',
    '',
  ].join('\n');
}
