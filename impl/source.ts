import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** Texts that stand in for those of files, by path from the root of the repository. */
export type Texts = ReadonlyMap<string, string>;

/** How files with our own modules end: `.ts`, or `.js` in the package (docs/decisions/0037). */
export const SUFFIX = import.meta.url.slice(-'.ts'.length);

/** The root of the modules: of the repository, or `dist/` in the package. */
const MODULES = new URL('../', import.meta.url);

/** The root of the repository, and of the package, which has the texts that are read. */
export const ROOT = SUFFIX === '.ts' ? MODULES : new URL('../', MODULES);

/** A module's path or URL as a stack has it, as that of the TypeScript that it was made from. */
export const sourcePath = (path: string): string =>
  SUFFIX !== '.ts' && path.startsWith(MODULES.href) && path.endsWith(SUFFIX)
    ? `${ROOT.href}${path.slice(MODULES.href.length, -SUFFIX.length)}.ts`
    : path;

/**
 * Modules in these folders are evaluated anew; all others are shared with the rest of the program.
 */
const OWN = ['impl/helpers/', 'impl/drivers/'];

/** Where the module is that the repository has at this path. */
const moduleAt = (path: string): string => new URL(path.replace(/\.ts$/, SUFFIX), MODULES).href;

/** The text of a file of the repository. */
export const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

/** The text of the file at a path or URL as a stack has it, undefined if there is no such file. */
export function textAt(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, ROOT), 'utf8');
  } catch {
    return undefined;
  }
}

/** Lines that `Function` puts before the body that it is given. */
export const PATCHED_HEAD = 2;

/** Whether a path on a stack is that of a module that was evaluated here. */
export const isPatched = (path: string): boolean => OWN.some((folder) => path.startsWith(folder));

/**
 * Evaluates modules from texts, without files.
 *
 * A module evaluated here sees the very kernel that everybody else sees, since operations and marks
 * are registered once; but it has helpers and drivers of its own, of which each may be given
 * another
 * text.
 */
export class Modules {
  private readonly texts: Texts;
  private readonly evaluated = new Map<string, Promise<Exports>>();

  constructor(texts: Texts = new Map()) {
    this.texts = texts;
  }

  /** The exports of the module at this path. */
  load(path: string): Promise<Exports> {
    if (!OWN.some((folder) => path.startsWith(folder))) return import(moduleAt(path));
    const module = this.evaluated.get(path) ?? this.evaluate(path);
    this.evaluated.set(path, module);
    return module;
  }

  /** Whether anybody has needed the module at this path. */
  has(path: string): boolean {
    return this.evaluated.has(path);
  }

  private async evaluate(path: string): Promise<Exports> {
    const { body, imports, exports } = linked(this.texts.get(path) ?? textOf(path), path);
    const modules: Exports[] = [];
    for (const name of imports) modules.push(await this.load(resolved(name, path)));
    const source = `'use strict'; ${body}\nreturn { ${exports.join(', ')} };\n//# sourceURL=${path}`;
    return new Function('modules', source)(modules);
  }
}

/**
 * A module's text made into the body of a function of `modules`: what it imports, in this order.
 */
interface Linked {
  readonly body: string;
  readonly imports: readonly string[];
  /** Members of the object that the function returns. */
  readonly exports: readonly string[];
}

/** The forms of import and export that this repository uses, each at the start of a line. */
const FORMS = {
  import: /^import\s*\{([^}]*)\}\s*from\s*'([^']+)';/gm,
  exportFrom: /^export\s*\{([^}]*)\}\s*from\s*'([^']+)';/gm,
  exportList: /^export\s*\{([^}]*)\};/gm,
  exportDefault: /^export default (\w+);/gm,
  exportDeclaration: /^export ((?:const|let|function\*?|class) (\w+))/gm,
};

function linked(text: string, path: string): Linked {
  const imports: string[] = [];
  const exports: string[] = [];
  /** `a, b as c` of an import, as a destructuring of the module. */
  const bind = (names: string, from: string): string =>
    `const {${names.replaceAll(/\bas\b/g, ':')}} = modules[${imports.push(from) - 1}];`;
  const body = stripTypes(text)
    .replace(FORMS.import, (_, names, from) => bind(names, from))
    .replace(FORMS.exportFrom, (_, names, from) => {
      exports.push(names);
      return bind(names, from);
    })
    .replace(FORMS.exportList, (_, names) => {
      exports.push(names);
      return '';
    })
    .replace(FORMS.exportDefault, (_, name) => {
      exports.push(`default: ${name}`);
      return '';
    })
    .replace(FORMS.exportDeclaration, (_, declaration, name) => {
      exports.push(name);
      return declaration;
    });
  const strange = /^(?:import|export)\b.*/m.exec(body)?.[0];
  if (strange !== undefined) {
    throw new Error(`${path}: expected a named import or export, found: ${strange}`);
  }
  return { body, imports, exports };
}

/** A relative specifier, as a path from the root. */
function resolved(specifier: string, importer: string): string {
  if (!specifier.startsWith('.')) {
    throw new Error(`${importer}: expected imports of files by relative paths, found ${specifier}`);
  }
  return new URL(specifier, new URL(importer, ROOT)).href.slice(ROOT.href.length);
}

/**
 * The JavaScript in a TypeScript text, line by line.
 *
 * Node calls this function experimental, once, on standard error, which belongs to our reports; so
 * warnings have nowhere to go while it runs, which is no longer than one call.
 */
function stripTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
