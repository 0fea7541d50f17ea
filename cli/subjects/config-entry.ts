import type { Folders } from '../../api/config.ts';
import type { Invariant } from '../../properties/judge/invariant.ts';
import { usage } from '../exit.ts';
import { ownLaw } from './own-law.ts';

/** What an entry of a folder has to have, as `typeof` says it. */
const SHAPES: { readonly [Name in keyof Required<Folders>]: Readonly<Record<string, string>> } = {
  helpers: { profile: 'object' },
  drivers: { summary: 'string', handler: 'function' },
  actors: { summary: 'string', start: 'function' },
  invariants: { claim: 'string', source: 'string' },
  strategies: { summary: 'string', create: 'function' },
  worlds: { summary: 'string', world: 'object' },
};

/** An entry that a user's file exports, if it is of the right shape; otherwise wrong usage. */
export function checkedEntry(folder: keyof Folders, file: string, entry: unknown): unknown {
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
