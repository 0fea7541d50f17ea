import { posix } from 'node:path';
import { headersBeside } from '../../impl/c/front-end/headers.ts';
import type { SourceFile } from '../../impl/c/front-end/sources.ts';
import type { TextModule } from '../../jobs/subject-spec.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { boundedText } from '../documents/bounded-input.ts';
import { usage } from '../exit.ts';
import { fileOfRevision, fileOnDisk, type GivenFile } from './given-file.ts';
import { patchedFile, splitPatched } from './patched-file.ts';

/**
 * Whether a word names a file of a revision or a file with a patch: `HEAD~3:ttm_bo_vm.c`,
 * `fix.mbox@ttm_bo_vm.c`, `fix.mbox@HEAD:ttm_bo_vm.c`.
 */
export const isGiven = (word: string): boolean =>
  splitPatched(word) !== undefined || isOfRevision(word);

/** `a.c+b.c:function` has a colon too, but not before its first suffix. */
const isOfRevision = (word: string): boolean => /^(?![^:]*\.(?:c|ts)\+)[^:]*:/.test(word);

/** The file that a word names, wherever it is. */
export function givenFile(word: string, folder = '.'): GivenFile {
  const patched = splitPatched(word);
  if (patched) return patchedFile(patched.patch, givenFile(patched.onto, folder));
  return isOfRevision(word) ? fileOfRevision(word, folder) : fileOnDisk(word);
}

/** The same as a C file, with the headers beside it. */
export function givenSource(word: string, { git }: Setup): SourceFile {
  const file = givenFile(word, git);
  const headers = headersBeside(file.name, file.text, (place) => file.beside(place));
  return { path: file.name, text: file.text, headers };
}

/** The same of a file on the disk. */
export const sourceOnDisk = (path: string): SourceFile => {
  const text = boundedText(path, 'source');
  return { path, text, headers: headersBeside(path, text) };
};

/** Paths of other modules that a text may import: whatever it quotes that looks like one. */
const QUOTED = /(['"`])(\.\.?\/[^'"`\n]+)\1/g;

/** The same as a TypeScript module, with those that it imports from its own folder or below. */
export function textModule({ name, text, place, beside }: GivenFile): TextModule {
  const found = new Map<string, string>();
  const gather = (from: string, content: string): void => {
    for (const [, , path] of content.matchAll(QUOTED)) {
      const other = posix.join(posix.dirname(from), path!);
      if (other.startsWith('..') || found.has(other)) continue;
      const its = beside(other);
      if (its === undefined) continue;
      found.set(other, its);
      gather(other, its);
    }
  };
  gather('.', text);
  return { name, text, place, beside: found };
}

/** Wrong usage unless the user has said that code that comes from elsewhere may run as theirs. */
export function assertTrusted(word: string, { trustTypescript }: Setup): void {
  if (trustTypescript === true) return;
  throw usage(
    `${word}: TypeScript runs as code of your own, and this comes from a revision or a patch; ` +
      '--trust-typescript says that you trust it',
  );
}
