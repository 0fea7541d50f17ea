import '../impl/kernel/index.ts';
import { join } from '../catalog.ts';
import type { Invariant } from '../properties/judge/invariant.ts';
import { codeOf, eventKinds } from '../scheduler/event.ts';
import { oneLine, usage } from './failure.ts';
import { didYouMean } from './names.ts';
import { importFile } from './user-modules.ts';

/** A folder of the catalogue that entries of the user's can join. */
export type UserFolder = 'helpers' | 'drivers' | 'actors' | 'invariants' | 'strategies' | 'worlds';

/** Files of the user's by the folder that they join, each with the name of its entry. */
export type UserEntries = ReadonlyMap<UserFolder, UserFiles>;

/** Each file with the name of its entry. */
export type UserFiles = readonly (readonly [name: string, file: string])[];

/** Has entries of the user's join the catalogue of this thread, which imports them when asked. */
export function joinEntries(all: UserEntries): void {
  for (const [folder, files] of all) join(folder, () => loaded(folder, files));
}

async function loaded(folder: UserFolder, files: UserFiles): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const [name, file] of files) {
    const module = await importEntry(file);
    const entry = folder === 'helpers' ? module : module.default;
    if (entry !== undefined) found.set(name, checkedEntry(folder, file, entry));
  }
  return found;
}

/** Imports a file of the user's that is no subject: what is wrong with it is wrong usage. */
export async function importEntry(path: string): Promise<Record<string, unknown>> {
  try {
    return await importFile(path);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    throw usage(`${path} cannot be imported: ${oneLine(`${name}: ${message}`)}`, error);
  }
}

/** What an entry of a folder has to have, as `typeof` says it. */
const SHAPES: { readonly [Name in UserFolder]: Readonly<Record<string, string>> } = {
  helpers: { profile: 'object' },
  drivers: { summary: 'string', handler: 'function' },
  actors: { summary: 'string', start: 'function' },
  invariants: { claim: 'string', source: 'string' },
  strategies: { summary: 'string', create: 'function' },
  worlds: { summary: 'string', world: 'object' },
};

/** An entry that a user's file exports, if it is of the right shape; otherwise wrong usage. */
function checkedEntry(folder: UserFolder, file: string, entry: unknown): unknown {
  const what = folder === 'helpers' ? '' : 'the default export, ';
  if (typeof entry !== 'object' || entry === null) {
    throw usage(`${file}: ${what}an entry of ${folder}, has to be an object, not ${typeof entry}`);
  }
  const members = entry as Readonly<Record<string, unknown>>;
  for (const [key, type] of Object.entries(SHAPES[folder])) {
    const found = members[key] === null ? 'null' : typeof members[key];
    if (found === type) continue;
    throw usage(`${file}: ${what}an entry of ${folder}, wants ${key} (${type}), found ${found}`);
  }
  return folder === 'invariants' ? ownLaw(file, entry as Invariant) : entry;
}

/** A law from a file of the user's: what it throws while it judges is a fault of that file. */
export function ownLaw(file: string, law: Invariant): Invariant {
  const { on, begin, atEnd } = law;
  if (on === undefined && atEnd === undefined) {
    throw usage(`${file}: a law wants on or atEnd, where it is judged`);
  }
  const judges = Object.entries(on ?? {}).map(([event, judge]) => {
    assertEvent(file, event);
    return [event, guarded(file, judge)] as const;
  });
  return {
    ...law,
    ...(on && { on: Object.fromEntries(judges) }),
    ...(begin && { begin: guarded(file, begin.bind(law)) }),
    ...(atEnd && { atEnd: guarded(file, atEnd.bind(law)) }),
  };
}

function assertEvent(file: string, name: string): void {
  if (codeOf(name) !== undefined) return;
  const names = eventKinds().map((kind) => kind.name);
  const guess = didYouMean(name, names);
  throw usage(`${file}: a law is judged at events, and there is no event ${name}${guess}`);
}

const guarded =
  <Asked extends readonly unknown[], Answer>(file: string, judge: (...asked: Asked) => Answer) =>
  (...asked: Asked): Answer => {
    try {
      return judge(...asked);
    } catch (error) {
      throw usage(`${file}: the law threw ${String(error)}`, error);
    }
  };
