import { readdirSync } from 'node:fs';
import { instantiate } from './impl/mutants/patch/instantiate.ts';
import type { Patch } from './impl/mutants/patch/patch.ts';
import { SUFFIX } from './impl/source.ts';
import { assembleSubject, type Driver, type HelpersModule, type Subject } from './impl/subject.ts';
import type { Tools } from './properties/run/tools.ts';

/** Folders whose files are entries: the file name is the public name. */
export const FOLDERS = {
  helpers: 'impl/helpers',
  drivers: 'impl/drivers',
  actors: 'impl/environment',
  mutants: 'impl/mutants',
  rewrites: 'impl/rewrites',
  cMutants: 'impl/c/mutants',
  cRewrites: 'impl/c/rewrites',
  unseenDefects: 'impl/holdout/defects',
  unseenRewrites: 'impl/holdout/rewrites',
  invariants: 'properties/judge/invariants',
  worlds: 'properties/worlds/litmus',
  strategies: 'scheduler/strategies',
  reports: 'reports/formats',
  charts: 'reports/statechart/formats',
} as const;

/** A folder of the catalogue. */
export type Folder = keyof typeof FOLDERS;

/** Entries that have joined those of the repository, by folder (docs/decisions/0037). */
const joined = new Map<Folder, () => Promise<ReadonlyMap<string, unknown>>>();

/** Has further entries stand in a folder from now on, beside those that it has of itself. */
export function join(folder: Folder, more: () => Promise<ReadonlyMap<string, unknown>>): void {
  joined.set(folder, more);
}

/** Names of the entries that a folder has of itself. */
export const shippedNames = (folder: Folder): readonly string[] =>
  readdirSync(rootOf(folder))
    .filter((file) => file.endsWith(SUFFIX) && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();

const rootOf = (folder: Folder): URL => new URL(`./${FOLDERS[folder]}/`, import.meta.url);

/**
 * The entries of a folder by file name: the only registry there is.
 *
 * An entry is the module's default export, or the module itself for `helpers`, whose exports are
 * the kernel's functions. Files without a default export are parts of entries, not entries.
 */
export async function entries<T>(folder: Folder): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const name of shippedNames(folder)) {
    const module = await import(new URL(`${name}${SUFFIX}`, rootOf(folder)).href);
    const entry = folder === 'helpers' ? module : module.default;
    if (entry !== undefined) found.set(name, entry);
  }
  const more = await joined.get(folder)?.();
  for (const [name, entry] of more ?? []) found.set(name, entry as T);
  return found;
}

/** What the catalogue offers to `check`, `gate` and `replay`, which read no folders. */
export async function loadTools(): Promise<Tools> {
  return {
    actors: await entries('actors'),
    invariants: await entries('invariants'),
    strategies: await entries('strategies'),
    worlds: await entries('worlds'),
  };
}

/** The handler of helpers that come without one. */
const DRIVER_DEFAULT = 'ttm-default';

/**
 * The subject with this name: `v5.5`, `v5.10+amdgpu` for helpers under a driver's handler, or a
 * mutant's or rewrite's name. Undefined if the catalogue has no such thing.
 */
export async function namedSubject(name: string): Promise<Subject | undefined> {
  const [helpers, driver] = name.split('+');
  const module = (await entries<HelpersModule>('helpers')).get(helpers!);
  if (module) return withDriver(name, module, driver);
  const patch = (await patches()).get(name);
  return patch && instantiate(patch, name);
}

/** The folders whose entries are patches of a subject. */
const PATCHES = [
  ...['mutants', 'rewrites', 'cMutants', 'cRewrites'],
  ...['unseenDefects', 'unseenRewrites'],
] as readonly Folder[];

/** Every mutant, defect and rewrite, of TypeScript and of C: their names are different. */
export async function patches(): Promise<ReadonlyMap<string, Patch>> {
  const found = new Map<string, Patch>();
  for (const folder of PATCHES) {
    for (const [name, patch] of await entries<Patch>(folder)) {
      if (found.has(name)) throw new Error(`${FOLDERS[folder]}/${name}.ts: the name is taken`);
      found.set(name, patch);
    }
  }
  return found;
}

/** Puts helpers and a handler together: the one that was asked for, their own, or the default. */
export async function withDriver(
  name: string,
  module: HelpersModule,
  driver?: string,
): Promise<Subject> {
  if (driver === undefined && module.ttm_bo_vm_fault) return assembleSubject(name, module);
  const drivers = await entries<Driver>('drivers');
  const entry = drivers.get(driver ?? DRIVER_DEFAULT);
  if (!entry) {
    throw new RangeError(
      `no driver is called ${driver}; there are ${[...drivers.keys()].join(', ')}`,
    );
  }
  return assembleSubject(name, module, entry);
}
