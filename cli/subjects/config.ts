import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import type { Config, Folders } from '../../api/config.ts';
import { type Folder, shippedNames } from '../../catalog.ts';
import {
  importEntry,
  joinEntries,
  type UserEntries,
  type UserFiles,
} from '../../jobs/user-entries.ts';
import type { Found } from '../../properties/answers/work.ts';
import { isCi } from '../ci.ts';
import { oneLine, usage } from '../exit.ts';
import { digestOfTexts } from './digest.ts';
import { assertReadable } from './readable.ts';

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

/** What a configuration adds to the catalogue, and what it is known by. */
export interface OwnEntries {
  readonly entries: UserEntries;
  readonly found: Found;
}

/**
 * Has the folders of a configuration join the catalogue: of this file, or of the one in the working
 * folder, if it has one. With `false` there is none. What is wrong with it is wrong usage. Gives
 * what was found: the configuration, and a digest of all that its folders have.
 */
export async function useConfig(asked?: string | false): Promise<OwnEntries | undefined> {
  const path = asked ?? configHere();
  if (path === undefined || path === false) return undefined;
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
  }
  const texts = [...folders].flatMap(([folder, files]) =>
    files.flatMap(([name, file]) => [folder, name, readFileSync(file, 'utf8')]),
  );
  joinEntries(folders);
  return { entries: folders, found: { name: path, digest: digestOfTexts(texts) } };
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

async function read(path: string): Promise<unknown> {
  assertReadable(path);
  if (!CONFIG_NAMES.some((name) => extname(name) === extname(path))) {
    const found = extname(path) || 'no suffix';
    throw usage(`${path}: expected a configuration (.ts, .mts, .js, .mjs, .json), found ${found}`);
  }
  if (extname(path) !== '.json') return (await importEntry(path)).default;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw usage(`${path}: this is no JSON: ${oneLine((error as Error).message)}`, error);
  }
}

/** The files of each folder that a configuration names. */
function foldersOf(path: string, config: unknown): Map<keyof Folders, UserFiles> {
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

function filesIn(what: string, config: string, place: string): UserFiles {
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
