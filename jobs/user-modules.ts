import { registerHooks } from 'node:module';
import { resolve as absolute, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT, SUFFIX } from '../impl/source.ts';
import project from '../package.json' with { type: 'json' };
import type { TextModule } from './subject-spec.ts';

/** Our own name, as users import it. */
const NAME = project.name;

let isReady = false;

/**
 * Makes ready for modules of the user's. What they import as `faultline` is the program that runs,
 * wherever it is installed, since operations are registered once; and they are modules, whatever
 * a package.json beside them says of its own files.
 */
export function expectUserModules(): void {
  if (!isReady) registerHooks({ resolve, load });
  isReady = true;
}

type Hooks = Required<Parameters<typeof registerHooks>[0]>;

const resolve: Hooks['resolve'] = (specifier, context, next) => {
  const url = ownModule(specifier);
  return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
};

const load: Hooks['load'] = (url, context, next) => {
  const isTheirs = /^file:.*\.ts$/.test(url) && !url.includes('/node_modules/');
  return next(url, isTheirs ? { ...context, format: 'module-typescript' } : context);
};

/** The URL of the module that package.json publishes under this name, undefined for other names. */
function ownModule(specifier: string): string | undefined {
  if (specifier !== NAME && !specifier.startsWith(`${NAME}/`)) return undefined;
  const wanted = `.${specifier.slice(NAME.length)}`;
  for (const [name, target] of Object.entries(project.exports)) {
    const [before, after] = name.split('*') as [string, string?];
    const isIt = after === undefined ? wanted === name : wanted.startsWith(before);
    if (!isIt || typeof target === 'string') continue;
    const path = target.default.replace('*', wanted.slice(before.length));
    return new URL(here(path), ROOT).href;
  }
  return undefined;
}

/** `./dist/api/index.js`, or in the repository the TypeScript that it is made from. */
const here = (path: string): string =>
  SUFFIX === '.ts' ? path.replace('/dist/', '/').replace(/\.js$/, SUFFIX) : path;

/** Imports a module of the user's that stands on the disk. */
export function importFile(path: string): Promise<Record<string, unknown>> {
  expectUserModules();
  return import(pathToFileURL(absolute(path)).href);
}

/** Modules whose text is given, as `faultline-text:1/folder/file.ts`. */
const SCHEME = 'faultline-text:';

/** By number. */
const given: TextModule[] = [];

/**
 * Imports a module whose text does not stand on the disk.
 *
 * What it imports from its own folder or below comes from where it comes from itself, as headers in
 * C do; everything else is that of the disk.
 */
export async function importText(file: TextModule): Promise<Record<string, unknown>> {
  if (given.length === 0) {
    expectUserModules();
    registerHooks({ resolve: resolveText, load: loadText });
  }
  given.push(file);
  return import(`${SCHEME}${given.length - 1}${pathToFileURL(file.place).pathname}`);
}

const resolveText: Hooks['resolve'] = (specifier, context, next) => {
  if (specifier.startsWith(SCHEME)) return { url: specifier, shortCircuit: true };
  const parent = context.parentURL;
  if (parent === undefined || !parent.startsWith(SCHEME)) return next(specifier, context);
  const { number, place } = parsed(parent);
  if (/^\.\.?\//.test(specifier)) {
    const path = join(dirname(place), specifier);
    const inside = relative(dirname(given[number]!.place), path);
    if (!inside.startsWith('..') && given[number]!.beside.has(inside)) {
      return { url: `${SCHEME}${number}${pathToFileURL(path).pathname}`, shortCircuit: true };
    }
  }
  return next(specifier, { ...context, parentURL: pathToFileURL(place).href });
};

const loadText: Hooks['load'] = (url, context, next) => {
  if (!url.startsWith(SCHEME)) return next(url, context);
  const { number, place } = parsed(url);
  const file = given[number]!;
  const source =
    place === file.place ? file.text : file.beside.get(relative(dirname(file.place), place));
  return { format: 'module-typescript', source: source ?? '', shortCircuit: true };
};

function parsed(url: string): { number: number; place: string } {
  const [, number, path] = /^faultline-text:(\d+)(.*)$/.exec(url)!;
  return { number: Number(number), place: fileURLToPath(`file://${path}`) };
}
