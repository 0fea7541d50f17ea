import { statSync } from 'node:fs';
import { extname, posix } from 'node:path';
import { whyNotTaken } from '../../impl/patch/apply-patch.ts';
import { type FilePatch, filePatchesIn } from '../../impl/patch/patch-text.ts';
import { usage } from '../exit.ts';
import type { GivenFile } from './given-file.ts';
import { applied } from './patch/apply.ts';
import { mailsIn, type PatchMail } from './patch/mails.ts';
import { mergerAt } from './patch/merge.ts';
import { assertReadable } from './readable.ts';

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

/** A file with the patches in another one applied to it, in memory. */
export function patchedFile(patch: string, onto: GivenFile): GivenFile {
  assertReadable(patch);
  const mails = mailsIn(patch);
  const series = mails.map(({ text, subject }) => ({ subject, files: filePatchesIn(text) }));
  for (const change of series.flatMap(({ files }) => files)) {
    const why = whyNotTaken(change);
    if (why !== undefined) throw usage(`${patch}: ${why}`);
  }
  const first = series.find(({ files }) => fileFor(onto, files));
  if (!first) throw otherFile(patch, onto, mails);
  return inSeries({ patch, onto, series, path: fileFor(onto, first.files)!.from! });
}

interface Series {
  readonly patch: string;
  readonly onto: GivenFile;
  readonly series: readonly { readonly subject: string; readonly files: readonly FilePatch[] }[];
  /** The file by its name in the patches. */
  readonly path: string;
}

function inSeries({ patch, onto, series, path }: Series): GivenFile {
  const folder = posix.dirname(path);
  const fromFolder = (other: string): string => posix.relative(folder, other);
  const notes: string[] = [];
  let now = path;
  const merger = mergerAt(onto.place);
  /** The texts that patches have changed, by path; null for those that are gone. */
  const texts = new Map<string, string | null>([[path, onto.text]]);
  /** A header that is patched has to be there; one that the file's folder lacks plays no part. */
  const textBefore = (from: string): string | undefined => {
    const known = texts.get(from);
    return known === undefined ? onto.beside(fromFolder(from)) : (known ?? undefined);
  };
  for (const [index, { subject, files }] of series.entries()) {
    const which = series.length === 1 ? patch : `${patch}, patch ${index + 1} of ${series.length}`;
    const name = { patch: subject === '' ? which : `${which} (${subject})`, file: onto.name };
    for (const one of files) {
      const isIt = one.from === now;
      if (!isIt && !isHeaderBeside(onto, folder, one)) continue;
      const before = one.from === null ? '' : textBefore(one.from);
      if (before === undefined) continue;
      if (isIt && one.to === null) throw usage(`${name.patch}: it removes ${onto.name}`);
      const { text, note } = applied(one, before, { ...name, ...merger });
      if (note !== null) notes.push(`${name.patch}: ${note}`);
      if (one.from !== null) texts.set(one.from, null);
      if (one.to !== null) texts.set(one.to, text);
      if (isIt) now = one.to!;
    }
  }
  const text = texts.get(now)!;
  texts.delete(now);
  const headers = new Map([...texts].map(([each, header]) => [fromFolder(each), header]));
  return {
    ...onto,
    name: `${patch}@${onto.name}`,
    text,
    beside: (other) =>
      headers.has(other) ? (headers.get(other) ?? undefined) : onto.beside(other),
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

function otherFile(patch: string, onto: GivenFile, mails: readonly PatchMail[]) {
  const files = mails.flatMap(({ text }) => filePatchesIn(text));
  const names = [...new Set(files.map(({ from, to }) => from ?? to))];
  const found = names.length === 0 ? 'no patch' : `changes of ${names.join(', ')}`;
  return usage(`${patch}: expected a patch for ${onto.name}, found ${found}`);
}
