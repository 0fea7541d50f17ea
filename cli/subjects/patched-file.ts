import { statSync } from 'node:fs';
import { extname, posix, resolve } from 'node:path';
import { usage } from '../exit.ts';
import { git } from './git.ts';
import type { GivenFile } from './given-file.ts';
import { applied } from './patch/apply.ts';
import { mailsIn, type PatchMail } from './patch/mails.ts';
import { type FilePatch, filePatchesIn } from './patch/patch-text.ts';
import { type Scratch, scratch } from './patch/scratch.ts';
import { assertReadable } from './subject-file.ts';

/** `PATCH@FILE`, split at the sign before which there is a file; undefined if it is no such word. */
export function splitPatched(word: string): { patch: string; onto: string } | undefined {
  const ats = [...word.matchAll(/@/g)].map(({ index }) => index);
  const isFile = (path: string): boolean =>
    statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  const at =
    ats.find((one) => isFile(word.slice(0, one))) ??
    ats.find((one) => /\.(?:patch|diff|mbox|eml)$/.test(word.slice(0, one)));
  return at === undefined ? undefined : { patch: word.slice(0, at), onto: word.slice(at + 1) };
}

/** A file with the patches in another one applied to it, which is done in a folder of its own. */
export function patchedFile(patch: string, onto: GivenFile): GivenFile {
  assertReadable(patch);
  const mails = mailsIn(patch);
  const first = mails.map(({ text }) => filePatchesIn(text)).find((files) => fileFor(onto, files));
  if (!first) throw otherFile(patch, onto, mails);
  const path = fileFor(onto, first)!.from!;
  const place = scratch(objectsOf(onto));
  try {
    return inSeries({ patch, onto, mails, path, place });
  } finally {
    place.remove();
  }
}

interface Series {
  readonly patch: string;
  readonly onto: GivenFile;
  readonly mails: readonly PatchMail[];
  /** The file by its name in the patches. */
  readonly path: string;
  readonly place: Scratch;
}

function inSeries({ patch, onto, mails, path, place }: Series): GivenFile {
  const folder = posix.dirname(path);
  const fromFolder = (other: string): string => posix.relative(folder, other);
  const touched = new Set<string>();
  const notes: string[] = [];
  let now = path;
  place.write(now, onto.text);
  for (const [index, { subject, text }] of mails.entries()) {
    const which = mails.length === 1 ? patch : `${patch}, patch ${index + 1} of ${mails.length}`;
    const name = { patch: subject === '' ? which : `${which} (${subject})`, file: onto.name };
    for (const one of filePatchesIn(text)) {
      const header = isHeaderBeside(onto, folder, one) && prepare(one);
      if (one.from !== now && !header) continue;
      assertText(name.patch, one);
      if (one.from === now && one.to === null)
        throw usage(`${name.patch}: it removes ${onto.name}`);
      const note = applied(one, place, name);
      if (note !== null) notes.push(`${name.patch}: ${note}`);
      if (one.from === now) {
        now = one.to!;
      } else for (const each of [one.from, one.to]) if (each !== null) touched.add(each);
    }
  }
  /** A header that is patched has to be there; one that the file's folder lacks plays no part. */
  function prepare({ from }: FilePatch): boolean {
    if (from === null || touched.has(from)) return true;
    const before = onto.beside(fromFolder(from));
    if (before !== undefined) place.write(from, before);
    return before !== undefined;
  }
  const headers = new Map([...touched].map((each) => [fromFolder(each), place.text(each)]));
  return {
    ...onto,
    name: `${patch}@${onto.name}`,
    text: place.text(now)!,
    beside: (other) => (headers.has(other) ? headers.get(other) : onto.beside(other)),
    notes: [...onto.notes, ...notes],
  };
}

const isHeaderBeside = (onto: GivenFile, folder: string, { from, to }: FilePatch): boolean =>
  [from, to].some((path) => {
    if (path === null) return false;
    const kind = extname(onto.path) === '.c' ? '.h' : '.ts';
    const below = posix.relative(folder, path);
    return extname(path) === kind && !below.startsWith('..');
  });

/** What a patch does to the file: the one of the same name, in the folder that agrees best. */
function fileFor(onto: GivenFile, files: readonly FilePatch[]): FilePatch | undefined {
  const shared = ({ from }: FilePatch): number => {
    const [theirs, ours] = [from ?? '', onto.path].map((path) => path.split('/').reverse());
    const differs = ours!.findIndex((part, index) => part !== theirs![index]);
    return differs < 0 ? ours!.length : differs;
  };
  return files.filter((file) => shared(file) > 0).sort((a, b) => shared(b) - shared(a))[0];
}

function assertText(patch: string, { binary, extended, from, to }: FilePatch): void {
  if (binary)
    throw usage(`${patch}: the change of ${to ?? from} is binary, expected lines of text`);
  if (extended.some((line) => / mode 120000$|^index .* 120000$/.test(line))) {
    throw usage(`${patch}: ${to ?? from} is a symbolic link, which is not followed`);
  }
}

function otherFile(patch: string, onto: GivenFile, mails: readonly PatchMail[]) {
  const files = mails.flatMap(({ text }) => filePatchesIn(text));
  const names = [...new Set(files.map(({ from, to }) => from ?? to))];
  const found = names.length === 0 ? 'no patch' : `changes of ${names.join(', ')}`;
  return usage(`${patch}: expected a patch for ${onto.name}, found ${found}`);
}

/** The contents that the repository of a file has; they say what a patch was made for. */
function objectsOf({ place }: GivenFile): string | undefined {
  const folder = resolve(place, '..');
  if (!statSync(folder, { throwIfNoEntry: false })) return undefined;
  const { code, stdout } = git(folder, ['rev-parse', '--git-path', 'objects']);
  return code === 0 ? resolve(folder, stdout.trimEnd()) : undefined;
}
