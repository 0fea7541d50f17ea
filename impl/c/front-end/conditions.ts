import { bare, blank } from './bare.ts';
import { conditionValue, type Macros } from './macros.ts';

/** Lines of a text that a condition keeps from being compiled. */
export interface LeftOut {
  /** First and last line, from 1. */
  readonly from: number;
  readonly to: number;
  /** The condition as it is written, as one that would have to hold: `CONFIG_SWAP`, `!X`. */
  readonly condition: string;
}

/** What is left of a text once its conditions have been decided. */
export interface Decided {
  /** The text with blanks for what is not compiled, and for the conditions that were decided. */
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly directive?: { readonly name: string; readonly rest: string };
}
interface Branch {
  readonly line: Line;
  /** Undefined for `#else`. */
  readonly condition: string | undefined;
  readonly body: Part[];
}
interface Chain {
  readonly branches: Branch[];
  end?: Line;
}
type Part = Line | Chain;

const isLine = (part: Part): part is Line => 'start' in part;

/**
 * Decides the conditions of a text as a kernel's build would, with the macros that hold at its
 * start; those that it defines itself are added. What cannot be decided, such as a macro with
 * arguments, is left to the compiler. Headers that the text includes are asked for by their name.
 */
export function decide(
  text: string,
  macros: Macros,
  header: (name: string) => string | undefined = () => undefined,
): Decided {
  const leftOut: LeftOut[] = [];
  const gone: Line[] = [];
  const read = new Set<string>();
  const lines = (parts: readonly Part[]): Line[] =>
    parts.flatMap((part) =>
      isLine(part)
        ? [part]
        : [
            ...part.branches.flatMap(({ line, body }) => [line, ...lines(body)]),
            ...(part.end ? [part.end] : []),
          ],
    );
  const walk = (parts: readonly Part[], inside: (name: string) => string | undefined): void => {
    for (const part of parts) {
      if (!isLine(part)) chain(part);
      else if (part.directive) directive(part.directive, inside);
    }
  };
  const directive = (
    { name, rest }: { name: string; rest: string },
    inside: (name: string) => string | undefined,
  ): void => {
    const [, macro, parameters, body] = /^(\w+)(\([^)]*\))?\s*([\s\S]*)$/.exec(rest) ?? [];
    if (name === 'define' && macro !== undefined) {
      macros.set(macro, parameters === undefined ? body!.trim() : null);
    } else if (name === 'undef' && macro !== undefined) macros.delete(macro);
    else if (name === 'include') {
      const included = /^[<"]([^>"]+)[>"]/.exec(rest)?.[1];
      const found = included === undefined ? undefined : inside(included);
      if (found === undefined || read.has(included!)) return;
      read.add(included!);
      decide(found, macros, inside);
    }
  };
  const chain = ({ branches, end }: Chain): void => {
    const taken = takenOf(branches, macros);
    if (taken === undefined) {
      for (const { body } of branches) walk(body, header);
      return;
    }
    gone.push(...branches.map(({ line }) => line), ...(end ? [end] : []));
    branches.forEach((branch, index) => {
      if (index === taken) {
        walk(branch.body, header);
        return;
      }
      const own = lines(branch.body);
      gone.push(...own);
      const said = own.filter(({ start, end: to }) => code.slice(start, to).trim() !== '');
      if (said.length === 0) return;
      const condition = wanted(branches, index);
      leftOut.push({ from: said[0]!.number, to: said.at(-1)!.number, condition });
    });
  };
  const code = bare(text);
  walk(partsOf(text, code), header);
  let result = '';
  let at = 0;
  for (const { start, end } of gone.sort((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + blank(text.slice(start, end));
    at = end;
  }
  return { text: result + text.slice(at), leftOut: leftOut.sort((a, b) => a.from - b.from) };
}

/** Which branch is compiled, -1 for none; undefined if that cannot be told. */
function takenOf(branches: readonly Branch[], macros: Macros): number | undefined {
  for (const [index, { condition }] of branches.entries()) {
    const value = condition === undefined ? 1 : conditionValue(condition, macros);
    if (value === undefined) return undefined;
    if (value !== 0) return index;
  }
  return -1;
}

/** What would have to hold for a branch to be compiled. */
function wanted(branches: readonly Branch[], index: number): string {
  const { condition } = branches[index]!;
  if (condition !== undefined) return plain(condition);
  return branches
    .slice(0, index)
    .map((branch) => `!${bracketed(plain(branch.condition ?? '1'))}`)
    .join(' && ');
}

/** `defined(X)` and `IS_ENABLED(X)` are what X is. */
const plain = (condition: string): string =>
  condition
    .replaceAll(
      /\b(?:defined|IS_ENABLED|IS_REACHABLE)\s*\(\s*(\w+)\s*\)|\bdefined\s+(\w+)/g,
      '$1$2',
    )
    .replaceAll(/!!/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const bracketed = (condition: string): string =>
  /^\w+$/.test(condition) ? condition : `(${condition})`;

function partsOf(text: string, code: string): Part[] {
  const root: Part[] = [];
  const open: { chain: Chain; into: Part[] }[] = [];
  let into = root;
  for (const line of linesOf(text, code)) {
    const { name, rest = '' } = line.directive ?? {};
    const [top] = open.slice(-1);
    if (name === 'if' || name === 'ifdef' || name === 'ifndef') {
      const condition =
        name === 'if' ? rest : `${name === 'ifdef' ? '' : '!'}defined(${word(rest)})`;
      const chain: Chain = { branches: [{ line, condition, body: [] }] };
      into.push(chain);
      open.push({ chain, into });
      into = chain.branches[0]!.body;
    } else if (top && (name === 'elif' || name === 'else' || name === 'elifdef')) {
      const condition =
        name === 'else' ? undefined : name === 'elif' ? rest : `defined(${word(rest)})`;
      const branch: Branch = { line, condition, body: [] };
      top.chain.branches.push(branch);
      into = branch.body;
    } else if (top && name === 'endif') {
      top.chain.end = line;
      open.pop();
      into = top.into;
    } else into.push(line);
  }
  return root;
}

const word = (rest: string): string => /^\w+/.exec(rest)?.[0] ?? '';

/** The lines of a text; those that end in a backslash go on in the next. */
function linesOf(text: string, code: string): Line[] {
  let number = 1;
  return [...text.matchAll(/(?:\\\r?\n|[^\n])*(?:\n|$)/g)].flatMap(({ index: start, 0: own }) => {
    if (own === '') return [];
    const end = start + own.length;
    const at = number;
    number += own.split('\n').length - 1;
    const [, name, rest] = /^[ \t]*#[ \t]*(\w+)([\s\S]*)$/.exec(code.slice(start, end)) ?? [];
    const line = { start, end, number: at };
    if (name === undefined) return [line];
    // Between quotes `code` has blanks, and an inclusion needs what stands there.
    const shown = name === 'include' ? own.slice(own.indexOf('include') + 7) : rest!;
    return [{ ...line, directive: { name, rest: shown.replaceAll(/\\\r?\n/g, ' ').trim() } }];
  });
}
