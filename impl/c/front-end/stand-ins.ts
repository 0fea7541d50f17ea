import { UnusableSubject } from '../../subject.ts';
import type { OwnPairs } from './pairs.ts';
import type { SourceFile } from './sources.ts';
import { stubsOf } from './stubs-name.ts';
import { type Item, topLevel } from './top-level.ts';

/**
 * A driver's file without those of its own functions that a header of its user's defines as well,
 * or the shim of its driver: a stand-in counts instead of what it stands in for. Every line keeps
 * its number.
 */
export function withStandIns<File extends SourceFile>(
  file: File,
  shimmed: readonly string[] = [],
): File {
  const standing = new Set([...[...file.headers.values()].flatMap(functionsIn), ...shimmed]);
  const isStoodIn = ({ kind, names }: Item): boolean =>
    kind === 'function' && names.some((name) => standing.has(name));
  return { ...file, text: without(file.text, isStoodIn) };
}

/**
 * A driver's file and its headers without what they say of functions that take and give back: those
 * are operations of the simulated kernel, by macros of the same names.
 */
export function withPairs<File extends SourceFile>(file: File, pairs: OwnPairs = {}): File {
  const taken = new Set(
    Object.values(pairs).flatMap(({ takes, gives }) => [takes, gives].flatMap(Object.keys)),
  );
  if (taken.size === 0) return file;
  const isOfPair = ({ names }: Item): boolean => names.some((name) => taken.has(name));
  const headers = [...file.headers].map(
    ([place, text]) => [place, without(text, isOfPair)] as const,
  );
  return { ...file, text: without(file.text, isOfPair), headers: new Map(headers) };
}

/** A text with blanks for some of its items. */
const without = (text: string, isGone: (item: Item) => boolean): string =>
  topLevel(text)
    .filter(isGone)
    .reduce(
      (all, { start, end }) =>
        all.slice(0, start) + all.slice(start, end).replaceAll(/[^\n]/g, ' ') + all.slice(end),
      text,
    );

/** Functions that a text defines, macros with arguments among them. */
export const functionsIn = (text: string): string[] =>
  topLevel(text).flatMap(({ kind, names, node }) =>
    kind === 'function' || node.type === 'preproc_function_def' ? names : [],
  );

/** What is judged is the file's own: a stand-in for it would be judged instead. */
export function assertNotStoodIn(file: SourceFile, wanted: string | undefined): void {
  const place = stubsOf(file);
  if (place === undefined || wanted === undefined) return;
  if (!functionsIn(file.headers.get(place)!).includes(wanted)) return;
  throw new UnusableSubject(
    `${file.path}: ${place} defines ${wanted}, which is what is to be judged: expected stand-ins ` +
      'for what it calls',
  );
}
