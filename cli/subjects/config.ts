import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config, Folders } from '../../api/config.ts';
import { type Folder, join, shippedNames } from '../../catalog.ts';
import type { Found } from '../../properties/answers/work.ts';
import { isCi } from '../ci.ts';
import { oneLine, usage } from '../exit.ts';
import { checkedEntry } from './config-entry.ts';
import { digestOfTexts } from './digest.ts';
import { assertReadable } from './subject-file.ts';
import { expectUserModules } from './user-modules.ts';

/** What a configuration may be called, in the order in which it is looked for. */
export const CONFIG_NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (suffix) => `faultline.config.${suffix}`,
);

const MODULE = /(?<!\.test|\.d)\.(?:ts|mts|js|mjs)$/;

/** Folders that can be joined, each with those in which a name may stand once. */
const SPACES: { readonly [Name in keyof Required<Folders>]: readonly Folder[] } = {
  helpers: ['helpers'],
  drivers: ['drivers'],
  actors: ['actors'],
  invariants: ['invariants'],
  strategies: ['strategies'],
  worlds: ['worlds'],
};

/**
 * Has the folders of a configuration join the catalogue: of this file, or of the one in the working
 * folder, if it has one. With `false` there is none. What is wrong with it is wrong usage. Gives
 * what was found: the configuration, and a digest of all that its folders have.
 */
export async function useConfig(asked?: string | false): Promise<Found | undefined> {
  const path = asked ?? configHere();
  if (path === undefined || path === false) return undefined;
  expectUserModules();
  const folders = foldersOf(path, await read(path));
  const taken = new Map<string, string>();
  for (const [folder, files] of folders) {
    for (const [name, file] of files) {
      const owner = SPACES[folder].find((each) => shippedNames(each).includes(name));
      const space = `${SPACES[folder][0]} ${name}`;
      const before = owner === undefined ? taken.get(space) : 'faultline itself';
      if (before !== undefined) throw usage(`${file}: the name ${name} is taken, by ${before}`);
      taken.set(space, file);
    }
    join(folder, () => loaded(folder, files));
  }
  const texts = [...folders].flatMap(([folder, files]) =>
    files.flatMap(([name, file]) => [folder, name, readFileSync(file, 'utf8')]),
  );
  return { name: path, digest: digestOfTexts(texts) };
}

/**
 * The configuration of the working folder. It runs as code of the user's: in CI, where the folder
 * is that of a change that is judged, one has to be named.
 */
function configHere(): string | undefined {
  const name = CONFIG_NAMES.find((each) => statSync(each, { throwIfNoEntry: false }));
  if (name === undefined || !isCi()) return name;
  throw usage(
    `${name} is code that the judged change may have brought, and this is CI (the variable CI is ` +
      `set): use it with --config ${name}, or leave it with --no-config`,
  );
}

async function loaded(folder: keyof Folders, files: Files): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const [name, file] of files) {
    const module = await imported(file);
    const entry = folder === 'helpers' ? module : module.default;
    if (entry !== undefined) found.set(name, checkedEntry(folder, file, entry));
  }
  return found;
}

async function imported(path: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    throw usage(`${path} cannot be imported: ${oneLine(`${name}: ${message}`)}`, error);
  }
}

async function read(path: string): Promise<unknown> {
  assertReadable(path);
  if (!CONFIG_NAMES.some((name) => extname(name) === extname(path))) {
    const found = extname(path) || 'no suffix';
    throw usage(`${path}: expected a configuration (.ts, .mts, .js, .mjs, .json), found ${found}`);
  }
  if (extname(path) !== '.json') return (await imported(path)).default;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw usage(`${path}: this is no JSON: ${oneLine((error as Error).message)}`, error);
  }
}

/** Each file with the name of its entry. */
type Files = readonly (readonly [name: string, file: string])[];

/** The files of each folder that a configuration names. */
function foldersOf(path: string, config: unknown): Map<keyof Folders, Files> {
  if (!isRecord(config))
    throw usage(`${path}: expected an object by default, found ${shown(config)}`);
  const strange = Object.keys(config).find((key) => key !== 'folders');
  if (strange !== undefined) throw usage(`${path}: expected only folders, found ${strange}`);
  const { folders } = config as Partial<Config>;
  if (!isRecord(folders))
    throw usage(`${path}: folders has to be an object, not ${shown(folders)}`);
  return new Map(
    Object.entries(folders).map(([folder, place]) => {
      if (!Object.hasOwn(SPACES, folder)) {
        const known = Object.keys(SPACES).join(', ');
        throw usage(`${path}: there is no folder ${folder} (there are: ${known})`);
      }
      if (typeof place !== 'string') {
        throw usage(`${path}: folders.${folder} has to be a path, not ${shown(place)}`);
      }
      return [folder as keyof Folders, filesIn(`${path}: folders.${folder}`, path, place)];
    }),
  );
}

function filesIn(what: string, config: string, place: string): Files {
  const folder = relative('.', resolve(dirname(config), place)) || '.';
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    throw usage(`${what}: ${place} is ${stat ? 'no folder' : 'not there'}`);
  }
  const files = readdirSync(folder).filter((file) => MODULE.test(file));
  return files.sort().map((file) => [basename(file, extname(file)), `${folder}/${file}`]);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
