import { dirname, posix, resolve } from 'node:path';
import { readInside } from '../../impl/c/front-end/headers.ts';
import { UnusableSubject } from '../../impl/subject.ts';
import { boundedText } from '../documents/bounded-input.ts';
import { usage } from '../exit.ts';
import { commitOf, contentOf, entryAt, fromTop, INDEX, workTreeAt } from './git.ts';
import { assertReadable } from './readable.ts';

/** A source file, wherever it is taken from: the disk, a revision, or one of both and a patch. */
export interface GivenFile {
  /** As it was typed, and as reports call it. */
  readonly name: string;
  readonly text: string;
  /** Its path from the folder that patches are made in, as far as it is known. */
  readonly path: string;
  /** Where it stands on the disk, or would if it were checked out. */
  readonly place: string;
  /** The text of another file by its path from this one's folder, undefined if it is not there. */
  beside(place: string): string | undefined;
  /** What one has to know of how it came about. */
  readonly notes: readonly string[];
}

/** A file on the disk. */
export function fileOnDisk(path: string): GivenFile {
  assertReadable(path);
  return {
    name: path,
    text: boundedText(path, 'source'),
    path: posix.normalize(path.replaceAll('\\', '/')),
    place: resolve(path),
    beside: (place) => readInside(path, { root: dirname(path), place, name: place }),
    notes: [],
  };
}

/**
 * The file that `REV:PATH` names, or staged the one that `:PATH` names, in the repository around a
 * folder. As in git itself, the path is one from the topmost folder, unless it begins with a dot.
 */
export function fileOfRevision(word: string, folder: string): GivenFile {
  const [, revision, written] = /^([^:]*):(.*)$/s.exec(word)!;
  const tree = workTreeAt(folder);
  const commit = revision === INDEX ? INDEX : commitOf(tree, revision!);
  const path = fromTop(written!, folder);
  const entry = entryAt(tree, commit, path);
  if (entry === undefined) {
    throw new UnusableSubject(
      `${word}: there is no file ${path} in ${revision || 'the index'} of ${tree.root}`,
    );
  }
  if (entry.kind !== 'file') {
    const found = entry.kind === 'link' ? 'a symbolic link, which is not followed' : 'no file';
    throw usage(`${word}: expected a file, found ${found}`);
  }
  return {
    name: `${revision}:${path}`,
    text: contentOf(tree, entry.id),
    path,
    place: resolve(tree.root, path),
    beside: (place) => {
      const other = entryAt(tree, commit, posix.join(posix.dirname(path), place));
      if (other?.kind === 'link') throw linkRefused(word, place);
      return other?.kind === 'file' ? contentOf(tree, other.id) : undefined;
    },
    notes: [],
  };
}

const linkRefused = (word: string, place: string): UnusableSubject =>
  new UnusableSubject(`${word}: "${place}" is a symbolic link, which is not followed`);
