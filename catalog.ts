import { readdirSync } from 'node:fs';

/** Folders whose files are entries: the file name is the public name. */
export const FOLDERS = {
  helpers: 'impl/helpers',
  drivers: 'impl/drivers',
  actors: 'impl/environment',
  mutants: 'impl/mutants',
  rewrites: 'impl/rewrites',
  invariants: 'properties/invariants',
  worlds: 'properties/litmus',
  strategies: 'scheduler/strategies',
  reports: 'reports/formats',
} as const;

export type Folder = keyof typeof FOLDERS;

/**
 * The entries of a folder by file name: the only registry there is.
 *
 * An entry is the module's default export, or the module itself for `helpers`, whose exports are
 * the kernel's functions. Files without a default export are parts of entries, not entries.
 */
export async function entries<T>(folder: Folder): Promise<ReadonlyMap<string, T>> {
  const root = new URL(`./${FOLDERS[folder]}/`, import.meta.url);
  const found = new Map<string, T>();
  for (const file of readdirSync(root).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const module = await import(new URL(file, root).href);
    const entry = folder === 'helpers' ? module : module.default;
    if (entry !== undefined) found.set(file.slice(0, -'.ts'.length), entry);
  }
  return found;
}
