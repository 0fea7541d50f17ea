import { types } from 'node:util';
import type { Profile } from '../impl/kernel/profile.ts';
import { type HelpersModule, UnusableSubject } from '../impl/subject.ts';
import { isError, wordsOf } from '../scheduler/thrown.ts';
import { oneLine } from './failure.ts';

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
  try {
    return checkedModule(path, module);
  } catch (error) {
    if (error instanceof UnusableSubject) throw error;
    // A profile may have getters of its own.
    throw new UnusableSubject(`${path}: looking at it throws ${wordsOf(error)}`, { cause: error });
  }
}

/** `ReferenceError: x is not defined, at subject.ts:3:7` */
function whatAndWhere(error: unknown): string {
  const what = oneLine(wordsOf(error));
  if (!isError(error)) return `it throws ${what}`;
  const place = /\/([^/\s]+\.ts:\d+(:\d+)?)/.exec(stackOf(error))?.[1];
  return place === undefined ? what : `${what}, at ${place}`;
}

function stackOf(error: Error): string {
  try {
    return String(error.stack);
  } catch {
    return '';
  }
}

const FUNCTIONS = ['ttm_bo_vm_reserve', 'ttm_bo_vm_fault_reserved', 'ttm_bo_vm_fault'] as const;

/** What a profile has to say, with the answers that there are. */
const PROFILE: { readonly [Key in keyof Profile]-?: readonly Profile[Key][] } = {
  retry: ['once', 'many'],
  lockOrder: ['mmap-last', 'mmap-first'],
  ioLock: [true, false],
  populateNull: ['oops', 'EINVAL'],
  vmas: ['mixedmap', 'pfnmap', undefined],
  imports: ['refused', 'mappable', undefined],
  populate: ['uninterruptible', 'interruptible', undefined],
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
