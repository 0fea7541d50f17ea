import { readdirSync, readFileSync } from 'node:fs';
import { instantiate, isOfC, type Patch, patchIn } from './impl/patch/subject-patch.ts';
import { ROOT, SUFFIX } from './impl/source.ts';
import { assembleSubject, type Driver, type HelpersModule, type Subject } from './impl/subject.ts';
import type { Tools } from './properties/run/tools.ts';

/** Folders whose files are entries: the file name is the public name. */
export const FOLDERS = {
  helpers: 'impl/helpers',
  drivers: 'impl/drivers',
  actors: 'impl/environment',
  invariants: 'properties/judge/invariants',
  worlds: 'properties/worlds/litmus',
  strategies: 'scheduler/strategies',
  reports: 'reports/formats',
  charts: 'reports/statechart/formats',
} as const;

/** A folder of the catalogue. */
export type Folder = keyof typeof FOLDERS;

/** Folders of patches, one `.patch` a file; the package has none of them. */
export const PATCH_FOLDERS = {
  mutants: 'properties/suites/patches/mutants',
  rewrites: 'properties/suites/patches/rewrites',
  heldDefects: 'properties/suites/patches/holdout/defects',
  heldRewrites: 'properties/suites/patches/holdout/rewrites',
} as const;

/** A folder of patches. */
export type PatchFolder = keyof typeof PATCH_FOLDERS;

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
  const patch = patchNamed(name);
  return patch && instantiate(patch, name);
}

/** The patches of a folder by file name, of every language or of one. */
export function patches(folder: PatchFolder, language?: 'ts' | 'c'): ReadonlyMap<string, Patch> {
  const place = new URL(`${PATCH_FOLDERS[folder]}/`, ROOT);
  const found = filesIn(place).map((file): [string, Patch] => {
    const name = file.slice(0, -'.patch'.length);
    return [name, patchIn(readFileSync(new URL(file, place), 'utf8'), name)];
  });
  const wanted = (patch: Patch): boolean => !language || isOfC(patch) === (language === 'c');
  return new Map(found.filter(([, patch]) => wanted(patch)));
}

/** Names of the patches of a folder; none where there is no such folder. */
function filesIn(place: URL): readonly string[] {
  try {
    return readdirSync(place)
      .filter((file) => file.endsWith('.patch'))
      .sort();
  } catch {
    return [];
  }
}

/** The patch of this name, in whichever folder it stands. */
function patchNamed(name: string): Patch | undefined {
  for (const folder of Object.keys(PATCH_FOLDERS) as PatchFolder[]) {
    const patch = patches(folder).get(name);
    if (patch) return patch;
  }
  return undefined;
}

/** Names of all patches. */
export const patchNames = (): readonly string[] =>
  (Object.keys(PATCH_FOLDERS) as PatchFolder[]).flatMap((folder) => [...patches(folder).keys()]);

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
