import { accessSync, constants, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import type { Profile } from '../../impl/kernel/profile.ts';
import { type HelpersModule, UnusableSubject } from '../../impl/subject.ts';
import { type Failure, oneLine, usage } from '../exit.ts';
import { expectUserModules } from './user-modules.ts';

/** The helpers that a TypeScript file exports; throws if it is no subject that can be judged. */
export async function importHelpers(path: string): Promise<HelpersModule> {
  assertReadable(path);
  if (extname(path) !== '.ts') throw unknownSuffix(path);
  expectUserModules();
  return importedHelpers(path, () => import(pathToFileURL(resolve(path)).href));
}

/** Wrong usage: a file is no subject by its name. */
export const unknownSuffix = (path: string): Failure =>
  usage(
    `${path}: expected a TypeScript or C file (.ts, .c), found ${extname(path) || 'no suffix'}`,
  );

/** The helpers that a module exports, however it is imported. */
export async function importedHelpers(
  path: string,
  load: () => Promise<Record<string, unknown>>,
): Promise<HelpersModule> {
  let module: Record<string, unknown>;
  try {
    module = await load();
  } catch (error) {
    throw new UnusableSubject(`${path} cannot be imported: ${whatAndWhere(error)}`, {
      cause: error,
    });
  }
  return checkedModule(path, module);
}

/** Wrong usage unless there is such a file and it can be read. */
export function assertReadable(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw usage(`${path}: there is no such file`);
  if (!stat.isFile()) throw usage(`${path}: expected a file, found a directory or a device`);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw usage(`${path}: the file cannot be read (permission denied)`, error);
  }
}

/** `ReferenceError: x is not defined, at subject.ts:3:7` */
function whatAndWhere(error: unknown): string {
  if (!(error instanceof Error)) return `it throws ${String(error)}`;
  const place = /\/([^/\s]+\.ts:\d+(:\d+)?)/.exec(error.stack ?? '')?.[1];
  const what = oneLine(`${error.name}: ${error.message}`);
  return place === undefined ? what : `${what}, at ${place}`;
}

const FUNCTIONS = ['ttm_bo_vm_reserve', 'ttm_bo_vm_fault_reserved', 'ttm_bo_vm_fault'] as const;

/** What a profile has to say, with the answers that there are. */
const PROFILE: { readonly [Key in keyof Profile]-?: readonly Profile[Key][] } = {
  retry: ['once', 'many'],
  lockOrder: ['mmap-last', 'mmap-first'],
  ioLock: [true, false],
  populateNull: ['oops', 'EINVAL'],
  vmas: ['mixedmap', 'pfnmap', undefined],
};

/** The exports of a module, if they are of the right types. */
export function checkedModule(path: string, module: Record<string, unknown>): HelpersModule {
  for (const name of FUNCTIONS) {
    const value = module[name];
    if (value === undefined) continue;
    if (typeof value !== 'function') {
      throw new UnusableSubject(`${path}: ${name} has to be a function, not ${typeof value}`);
    }
    if (types.isAsyncFunction(value)) {
      throw new UnusableSubject(`${path}: ${name} has to be a generator, not an async function`);
    }
  }
  const { profile } = module;
  // Without a profile, `assembleSubject` has the words for it.
  if (profile !== undefined) checkProfile(path, profile);
  return module as unknown as HelpersModule;
}

function checkProfile(path: string, profile: unknown): void {
  if (typeof profile !== 'object' || profile === null) {
    throw new UnusableSubject(`${path}: profile has to be an object, not ${String(profile)}`);
  }
  for (const [key, answers] of Object.entries(PROFILE)) {
    const answer: unknown = (profile as Record<string, unknown>)[key];
    if ((answers as readonly unknown[]).includes(answer)) continue;
    const expected = answers
      .filter((one) => one !== undefined)
      .map((one) => JSON.stringify(one))
      .join(' or ');
    throw new UnusableSubject(
      `${path}: profile.${key} has to be ${expected}, not ${JSON.stringify(answer)}`,
    );
  }
}
