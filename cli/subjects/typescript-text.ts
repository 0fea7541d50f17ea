import { registerHooks } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { GivenFile } from './given-file.ts';
import { expectUserModules } from './user-modules.ts';

/** Modules whose text is given, as `faultline-text:1/folder/file.ts`. */
const SCHEME = 'faultline-text:';

/** By number. */
const given: GivenFile[] = [];

/**
 * Imports a module whose text does not stand on the disk.
 *
 * What it imports from its own folder or below comes from where it comes from itself, as headers in
 * C do; everything else is that of the disk.
 */
export async function importText(file: GivenFile): Promise<Record<string, unknown>> {
  if (given.length === 0) {
    expectUserModules();
    registerHooks({ resolve, load });
  }
  given.push(file);
  return import(`${SCHEME}${given.length - 1}${pathToFileURL(file.place).pathname}`);
}

type Hooks = Required<Parameters<typeof registerHooks>[0]>;

const resolve: Hooks['resolve'] = (specifier, context, next) => {
  if (specifier.startsWith(SCHEME)) return { url: specifier, shortCircuit: true };
  const parent = context.parentURL;
  if (parent === undefined || !parent.startsWith(SCHEME)) return next(specifier, context);
  const { number, place } = parsed(parent);
  if (/^\.\.?\//.test(specifier)) {
    const path = join(dirname(place), specifier);
    const inside = relative(dirname(given[number]!.place), path);
    if (!inside.startsWith('..') && given[number]!.beside(inside) !== undefined) {
      return { url: `${SCHEME}${number}${pathToFileURL(path).pathname}`, shortCircuit: true };
    }
  }
  return next(specifier, { ...context, parentURL: pathToFileURL(place).href });
};

const load: Hooks['load'] = (url, context, next) => {
  if (!url.startsWith(SCHEME)) return next(url, context);
  const { number, place } = parsed(url);
  const file = given[number]!;
  const source =
    place === file.place ? file.text : file.beside(relative(dirname(file.place), place));
  return { format: 'module-typescript', source: source ?? '', shortCircuit: true };
};

function parsed(url: string): { number: number; place: string } {
  const [, number, path] = /^faultline-text:(\d+)(.*)$/.exec(url)!;
  return { number: Number(number), place: fileURLToPath(`file://${path}`) };
}
