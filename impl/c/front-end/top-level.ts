/** One declaration, definition or directive of a C file, outside of every function. */
export interface Item {
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'directive' | 'declaration' | 'function';
  /** What it declares or defines: functions, variables, types, tags, enumerators, macros. */
  readonly names: readonly string[];
}

/** The text with comments and the insides of strings as blanks; every character keeps its place. */
export const bare = (text: string): string =>
  text.replaceAll(
    /\/\*[\s\S]*?\*\/|\/\/(?:\\\r?\n|.)*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g,
    (found) =>
      found.startsWith('/') ? blank(found) : found[0] + blank(found.slice(1, -1)) + found[0],
  );

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** The items of a C file, in their order. Code is its text without comments and strings. */
export function topLevel(code: string): Item[] {
  const items: Item[] = [];
  for (let at = nextItem(code, 0); at < code.length; at = nextItem(code, items.at(-1)!.end)) {
    items.push(code[at] === '#' ? directive(code, at) : declaration(code, at));
  }
  return items;
}

function nextItem(code: string, from: number): number {
  let at = from;
  while (at < code.length && /[\s;]/.test(code[at]!)) at += 1;
  return at;
}

function directive(code: string, start: number): Item {
  let end = start;
  do end = lineEnd(code, end + 1);
  while (end < code.length && /\\\r?$/.test(code.slice(start, end)));
  const name = /^#\s*define\s+(\w+)/.exec(code.slice(start, end))?.[1];
  return { start, end, kind: 'directive', names: name === undefined ? [] : [name] };
}

const lineEnd = (code: string, from: number): number => {
  const at = code.indexOf('\n', from);
  return at < 0 ? code.length : at;
};

/** Up to its semicolon, or to the end of a function's body. */
function declaration(code: string, start: number): Item {
  let depth = 0;
  let last = '';
  let body = false;
  let assigned = false;
  for (let at = start; at < code.length; at += 1) {
    const one = code[at]!;
    // Directives between the lines of a declaration have braces of their own.
    if (one === '#' && /(^|\n)[ \t]*$/.test(code.slice(start, at))) {
      at = directive(code, at).end - 1;
      continue;
    }
    if (depth === 0 && one === '=') assigned = true;
    // `x = (struct used) { 1 };` has no body.
    if (depth === 0 && one === '{') body = last === ')' && !assigned;
    if ('({['.includes(one)) depth += 1;
    else if (')}]'.includes(one)) depth -= 1;
    const done = depth === 0 && (one === ';' || (body && one === '}'));
    if (done) return declared(code, { start, end: at + 1, function: body });
    if (one.trim() !== '') last = one;
  }
  return { start, end: code.length, kind: 'declaration', names: [] };
}

function declared(code: string, part: { start: number; end: number; function: boolean }): Item {
  const { start, end } = part;
  const text = code.slice(start, end);
  if (part.function) {
    return { start, end, kind: 'function', names: functionName(text) };
  }
  return { start, end, kind: 'declaration', names: declaredNames(text) };
}

/** The identifier before the first parentheses that are no attribute's. */
function functionName(text: string): string[] {
  const head = text.replaceAll(/\b__attribute__\s*\(\([^)]*\)\)|\b__\w+\s*\([^()]*\)/g, ' ');
  return [/(\w+)\s*\(/.exec(head)?.[1] ?? ''];
}

function declaredNames(text: string): string[] {
  const tags = [...text.matchAll(/\b(?:struct|union|enum)\s+(\w+)\s*\{/g)].map(([, tag]) => tag!);
  const enumerators = [...text.matchAll(/\benum\b[^{};()]*\{([^}]*)\}/g)].flatMap(([, list]) =>
    [...list!.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name]) => name!),
  );
  // `DEFINE_MUTEX(lock);` defines what stands between its parentheses.
  const defined = /^(?:static\s+)?DE(?:FINE|CLARE)_\w+\s*\(([^()]*)\)/.exec(text)?.[1] ?? '';
  return [...tags, ...enumerators, ...(defined.match(/\w+/g) ?? []), ...declarators(text)];
}

/** Names before `;`, `=`, `,`, `[` or a list of parameters, outside of all brackets. */
function declarators(text: string): string[] {
  let flat = text.replaceAll(/=[\s\S]*?(?=;$)/g, ' ');
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replaceAll(/\{[^{}]*\}/g, ' ');
  }
  const pointers = [...flat.matchAll(/\(\s*\*\s*(\w+)/g)].map(([, name]) => name!);
  return [...pointers, ...[...flat.matchAll(/(\w+)\s*(?=[;,[(]|$)/g)].map(([, name]) => name!)];
}
