import type { Program } from '../front-end/sources.ts';

/** The first error of clang's or the linker's, in one line, with what the user can do about it. */
export function firstError({ helpers, driver }: Program, stderr: string): string {
  const lines = stderr.split('\n');
  const line = lines.find((one) => /\berror:/.test(one)) ?? lines[0] ?? '';
  const paths = [helpers.path, ...(driver ? [driver.path] : [])];
  const path = paths.find((one) => line.startsWith(`${one}:`));
  const own =
    path === undefined
      ? `${helpers.path}: ${line}`
      : `${path}: line ${line.slice(path.length + 1)}`;
  return own.replace(/\s*\[-W[^\]]*\]$/, '') + hint(line);
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
