import { declaredOnly, type Missing, missingInWords, ownerOf } from '../front-end/missing.ts';
import { knownFunctions, type Program, userPath } from '../front-end/sources.ts';

/** The first error of clang's or the linker's, in one line, with what the user can do about it. */
export function firstError(program: Program, stderr: string): string {
  const { helpers } = program;
  const lines = stderr.split('\n');
  const line = lines.find((one) => /\berror:/.test(one)) ?? lines[0] ?? '';
  const [, name = '', rest = ''] = /^(user\/\d+):(.*)$/.exec(line) ?? [];
  const path = userPath(program, name);
  const own = path === undefined ? `${helpers.path}: ${line}` : `${path}: line ${rest}`;
  const said = own.replace(/\s*\[-W[^\]]*\]$/, '');
  const missing = missingIn(program, stderr);
  return missing.length === 0 ? said : said + missingInWords(program, missing);
}

const KINDS: readonly (readonly [kind: Missing['kind'], message: RegExp])[] = [
  ['function', /(?:implicit declaration of|call to undeclared) (?:library )?function '(\w+)'/],
  ['name', /use of undeclared identifier '(\w+)'/],
  ['type', /unknown type name '(\w+)'/],
  ['member', /no member named '(\w+)' in '([^']+)'/],
  ['type', /incomplete (?:definition of )?(?:element )?type '(?:const )?((?:struct|union) \w+)/],
];

/**
 * Every name that the user's files use and that nothing gives a meaning to, as the compiler
 * complains of them, each with its first line there; and what headers only declare.
 */
export function missingIn(program: Program, stderr: string): Missing[] {
  const owner = ownerOf(program);
  const found = new Map<string, Missing>();
  for (const line of stderr.split('\n')) {
    const [, file = '', at = ''] = /^(user\/\d+):(\d+)/.exec(line) ?? [];
    const path = userPath(program, file);
    if (path === undefined) continue;
    for (const [kind, message] of KINDS) {
      const [, name, struct] = message.exec(line) ?? [];
      if (name === undefined || found.has(name) || isVariable(program, name)) continue;
      const whose = kind === 'member' ? owner(struct!.replace(/^\w+ /, '')) : owner(bareName(name));
      found.set(name, {
        ...{
          name,
          kind: kind === 'name' && name.endsWith('_t') ? 'type' : kind,
          path,
          line: Number(at),
          owner: whose,
        },
        ...(struct !== undefined && { of: struct }),
      });
    }
  }
  for (const one of declaredOnly(program, knownFunctions())) {
    if (!found.has(one.name)) found.set(one.name, one);
  }
  return [...found.values()];
}

/** Whether a name is a variable whose type is missing, which hides it from the compiler. */
function isVariable({ helpers, driver }: Program, name: string): boolean {
  const declaration = new RegExp(`^[ \\t]+(?:struct )?\\w+_t\\s+\\**${name}\\b`, 'm');
  return [helpers, ...(driver ? [driver] : [])].some(({ text }) => declaration.test(text));
}

const bareName = (name: string): string => name.replace(/^(?:struct|union) /, '');
