import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { withHunks } from '../../../impl/patch/apply-patch.ts';
import type { FilePatch } from '../../../impl/patch/patch-text.ts';
import { git } from '../git.ts';

/** Merges a patch into a text that it was not made for. */
export interface Merger {
  /** The text with the patch merged into it, undefined if that cannot be done. */
  merged(patch: FilePatch, text: string): string | undefined;
}

/**
 * A merger that knows the contents of the repository that a file is in: the `index` line of a patch
 * says which one it was made for.
 */
export const mergerAt = (place: string): Merger => ({
  merged(patch, text) {
    const base = baseOf(patch, place);
    if (base === undefined) return undefined;
    const theirs = withHunks(patch.hunks, base);
    return theirs.kind === 'fits' ? mergedTexts(text, base, theirs.text) : undefined;
  },
});

/** The text that a patch was made for, if the repository around a file has it. */
function baseOf({ extended }: FilePatch, place: string): string | undefined {
  const id = extended.flatMap((line) => /^index ([0-9a-f]{4,64})\.\./.exec(line)?.[1] ?? [])[0];
  const folder = resolve(place, '..');
  if (id === undefined || !statSync(folder, { throwIfNoEntry: false })) return undefined;
  const { code, stdout } = git(folder, ['cat-file', 'blob', id]);
  return code === 0 ? stdout : undefined;
}

/** Three texts merged by git, in a folder that holds nothing else, under names of our own. */
function mergedTexts(ours: string, base: string, theirs: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-patch-'));
  try {
    for (const [name, text] of Object.entries({ ours, base, theirs })) {
      writeFileSync(join(folder, name), text);
    }
    const { code, stdout } = git(folder, ['merge-file', '-p', 'ours', 'base', 'theirs']);
    return code === 0 ? stdout : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
