import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import type { Config } from '../../api/config.ts';
import { type Folder, shippedNames } from '../../catalog.ts';
import type { OwnPairs } from '../../impl/c/front-end/pairs.ts';
import {
  joinEntries,
  type UserEntries,
  type UserFiles,
  type UserFolder,
} from '../../jobs/user-entries.ts';
import type { Found } from '../../properties/answers/work.ts';
import { isCi } from '../ci.ts';
import { boundedText } from '../documents/bounded-input.ts';
import { oneLine, usage } from '../exit.ts';
import { configModule } from './config-module.ts';
import { digestOfTexts } from './digest.ts';
import { assertReadable } from './readable.ts';

/** What a configuration may be called, in the order in which it is looked for. */
export const CONFIG_NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (suffix) => `faultline.config.${suffix}`,
);

const MODULE = /(?<!\.test|\.d)\.(?:ts|mts|js|mjs)$/;

/** Folders that can be joined, each with those in which a name may stand once. */
const SPACES: { readonly [Name in UserFolder]: readonly Folder[] } = {
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
  /** What it says of subjects in C. */
  readonly inC: OfC;
}

/** What a configuration says of subjects in C. */
export interface OfC {
  readonly pairs: OwnPairs;
  /** Texts of headers by their names. */
  readonly stubs: ReadonlyMap<string, string>;
}

/**
 * Has the folders of a configuration join the catalogue: of this file, or of the one in the working
 * folder, if it has one. With `false` there is none. What is wrong with it is wrong usage. Gives
 * what was found: the configuration, and a digest of all that its folders have.
 */
export async function useConfig(asked?: string | false): Promise<OwnEntries | undefined> {
  // What another one has joined is left again.
  joinEntries(new Map(Object.keys(SPACES).map((folder) => [folder as UserFolder, []])));
  const path = asked ?? configHere();
  if (path === undefined || path === false) return undefined;
  const config = checked(path, await read(path));
  const folders = foldersOf(path, config);
  const inC = { pairs: pairsOf(path, config), stubs: stubsIn(path, config) };
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
  const ofC = [JSON.stringify(inC.pairs), ...[...inC.stubs].flat()];
  joinEntries(folders);
  const digest = digestOfTexts([...texts, ...ofC]);
  return { entries: folders, found: { name: path, digest }, inC };
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
  if (extname(path) !== '.json') return configModule(path);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw usage(`${path}: this is no JSON: ${oneLine((error as Error).message)}`, error);
  }
}

function checked(path: string, config: unknown): Config {
  if (!isRecord(config))
    throw usage(`${path}: expected an object by default, found ${shown(config)}`);
  const strange = Object.keys(config).find((key) => key !== 'folders' && key !== 'pairs');
  if (strange !== undefined) {
    throw usage(`${path}: expected only folders and pairs, found ${strange}`);
  }
  const { folders = {}, pairs } = config as Config;
  if (!isRecord(folders) || (pairs === undefined && config.folders === undefined))
    throw usage(`${path}: folders has to be an object, not ${shown(config.folders)}`);
  return { folders, ...(pairs !== undefined && { pairs }) };
}

/** The pairs of a configuration, each of which says what takes and what gives back. */
function pairsOf(path: string, { pairs = {} }: Config): OfC['pairs'] {
  if (!isRecord(pairs)) throw usage(`${path}: pairs has to be an object, not ${shown(pairs)}`);
  for (const [name, pair] of Object.entries(pairs)) {
    const what = `${path}: pairs.${name}`;
    const { takes, gives, ...more } = isRecord(pair) ? pair : {};
    if (!isRecord(takes) || !isRecord(gives)) {
      throw usage(`${what}: expected { takes: { FUNCTION: {} }, gives: { FUNCTION: 0 } }`);
    }
    const strange = Object.keys(more).find((key) => key !== 'guards' && key !== 'single');
    if (strange !== undefined) throw usage(`${what}: there is no ${strange} of a pair`);
    for (const called of [...Object.keys(takes), ...Object.keys(gives)]) {
      if (/^[A-Za-z_]\w*$/.test(called)) continue;
      throw usage(`${what}: expected the name of a function in C, found ${shown(called)}`);
    }
    for (const [called, how] of Object.entries(takes)) {
      const wrong = isRecord(how) ? Object.keys(how).find((key) => !HOW.includes(key)) : 'it';
      if (wrong === undefined) continue;
      throw usage(`${what}.takes.${called}: ${wrong} says nothing (known are: ${HOW.join(', ')})`);
    }
    for (const [called, argument] of Object.entries(gives)) {
      if (Number.isInteger(argument) && Number(argument) >= 0 && Number(argument) < 8) continue;
      throw usage(
        `${what}.gives.${called}: expected which argument says what is given back, from 0, ` +
          `found ${shown(argument)}`,
      );
    }
  }
  return pairs;
}

/** What a pair can say of a function that takes. */
const HOW = ['argument', 'alone', 'tries', 'interruptible', 'sleeps', 'atomic'];

/** The headers in the folder for what is missing to files in C. */
function stubsIn(path: string, { folders = {} }: Config): ReadonlyMap<string, string> {
  if (folders.stubs === undefined) return new Map();
  const what = `${path}: folders.stubs`;
  const folder = folderOf(what, path, folders.stubs);
  const files = readdirSync(folder).filter((name) => name.endsWith('.h'));
  return new Map(
    files.sort().map((name) => [name, boundedText(join(folder, name), 'source')] as const),
  );
}

/** The files of each folder that a configuration names. */
function foldersOf(path: string, config: Config): Map<UserFolder, UserFiles> {
  const { stubs: _, ...folders } = config.folders ?? {};
  return new Map(
    Object.entries(folders).map(([folder, place]) => {
      if (!Object.hasOwn(SPACES, folder)) {
        const known = Object.keys(SPACES).join(', ');
        throw usage(`${path}: there is no folder ${folder} (there are: ${known}, stubs)`);
      }
      if (typeof place !== 'string') {
        throw usage(`${path}: folders.${folder} has to be a path, not ${shown(place)}`);
      }
      return [folder as UserFolder, filesIn(`${path}: folders.${folder}`, path, place)];
    }),
  );
}

function folderOf(what: string, config: string, place: unknown): string {
  if (typeof place !== 'string') throw usage(`${what} has to be a path, not ${shown(place)}`);
  const folder = relative('.', resolve(dirname(config), place)) || '.';
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return folder;
  throw usage(`${what}: ${place} is ${stat ? 'no folder' : 'not there'}`);
}

function filesIn(what: string, config: string, place: string): UserFiles {
  const folder = folderOf(what, config, place);
  const files = readdirSync(folder).filter((file) => MODULE.test(file));
  return files.sort().map((file) => [basename(file, extname(file)), `${folder}/${file}`]);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
