import { type Program, userPath } from '../front-end/sources.ts';

/** The first error of clang's or the linker's, in one line, with what the user can do about it. */
export function firstError(program: Program, stderr: string): string {
  const { helpers } = program;
  const lines = stderr.split('\n');
  const line = lines.find((one) => /\berror:/.test(one)) ?? lines[0] ?? '';
  const [, name = '', rest = ''] = /^(user\/\d+):(.*)$/.exec(line) ?? [];
  const path = userPath(program, name);
  const own = path === undefined ? `${helpers.path}: ${line}` : `${path}: line ${rest}`;
  return own.replace(/\s*\[-W[^\]]*\]$/, '') + hint(line) + others(program, lines);
}

const MISSING = new RegExp(
  "(?:implicit declaration of|undeclared) function '(\\w+)'|" +
    "use of undeclared identifier '(\\w+)'|unknown type name '(\\w+)'|" +
    "no member named '(\\w+)'|incomplete (?:definition of )?type '(?:const )?(\\w+ \\w+)",
);

/** What else is missing, each with its first line in the file of the user. */
function others(program: Program, lines: readonly string[]): string {
  const found = new Map<string, string>();
  for (const line of lines) {
    const name = MISSING.exec(line)
      ?.slice(1)
      .find((one) => one !== undefined);
    const [, file = '', at = ''] = /^(user\/\d+):(\d+)/.exec(line) ?? [];
    const path = userPath(program, file);
    if (name === undefined || path === undefined || found.has(name)) continue;
    found.set(name, `${path}: line ${at}`);
  }
  if (found.size < 2) return '';
  const all = [...found].map(([name, at]) => `${name} (${at})`).join(', ');
  return `; missing are ${all}: a header beside the file may define what is your driver's own`;
}

/** What a message usually means here. */
function hint(line: string): string {
  const called = /(?:implicit declaration of|undeclared) function '(\w+)'/.exec(line)?.[1];
  if (called !== undefined) {
    return ` (the shim has no primitive ${called}: see impl/c/shim and impl/c/runtime/imports.ts)`;
  }
  const name = /use of undeclared identifier '(\w+)'|unknown type name '(\w+)'/.exec(line);
  if (name) return ` (the shim does not know ${name[1] ?? name[2]}: see impl/c/shim)`;
  const member = /no member named '(\w+)' in '([^']+)'/.exec(line);
  if (member)
    return ` (the shim's ${member[2]} has no such member: see impl/kernel/memory/structs.ts)`;
  return '';
}
