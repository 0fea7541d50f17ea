import type { Excerpt } from '../../../properties/answers/finding.ts';

/** Where findings are, in the words of SARIF (3.28 to 3.30). */

/** A line of a source, or its whole file. */
export interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region?: Region;
  readonly contextRegion?: Region;
}

interface Region {
  readonly startLine: number;
  readonly endLine?: number;
  readonly snippet?: { readonly text: string };
}

/** Finds the file of a place of a subject: `ttm_bo_vm.c:143` names only its last part. */
export type Locate = (at: string | null, excerpt?: Excerpt) => PhysicalLocation;

/**
 * Paths come from the subject's name, which is one unless it is in the catalogue, else from the
 * sources that are shipped. Nothing is without a file: GitHub refuses a log that has such a thing.
 */
export function locator(subject: string, sources: ReadonlyMap<string, string> | undefined): Locate {
  return (at, excerpt) => {
    const [, file, line] = /^(.*):(\d+)$/u.exec(at ?? '') ?? [];
    if (file === undefined) return { artifactLocation: { uri: uriOf(ownFile(subject, sources)) } };
    const path = pathIn(subject, file) ?? sources?.get(file) ?? file;
    const startLine = Math.max(1, Number(line));
    return {
      artifactLocation: { uri: uriOf(path) },
      region: { startLine, ...snippetAt(startLine, excerpt) },
      ...around(excerpt),
    };
  };
}

/** `HEAD:drivers/x.c+y.c:fault` is put together from paths; the one that ends in this file. */
const pathIn = (subject: string, file: string): string | undefined =>
  [subject, ...subject.split('+'), ...subject.split(/[+:]/u)].find(
    (part) => part === file || (part.endsWith(`/${file}`) && !/[+:]/u.test(part)),
  );

/** The file that a subject is in, as far as its name says. */
function ownFile(subject: string, sources: ReadonlyMap<string, string> | undefined): string {
  const [name = subject] = subject.split('+');
  return sources?.get(`${name}.ts`) ?? name;
}

/** Relative paths stay so: whoever reads the log knows where the tree is. */
function uriOf(path: string): string {
  const parts = path.toWellFormed().replaceAll('\\', '/').split('/');
  const uri = parts
    .map(encodeURIComponent)
    .join('/')
    .replace(/^(?:\.\/+)+/u, '');
  return path.startsWith('/') ? `file://${uri}` : uri || '.';
}

function snippetAt(line: number, excerpt: Excerpt | undefined) {
  const found = excerpt?.lines.find((one) => one.line === line);
  return found ? { snippet: { text: found.text.toWellFormed() } } : {};
}

function around(excerpt: Excerpt | undefined): { contextRegion?: Region } {
  const [first, last] = [excerpt?.lines.at(0), excerpt?.lines.at(-1)];
  if (!excerpt || !first || !last) return {};
  const text = excerpt.lines.map((one) => one.text).join('\n');
  return {
    contextRegion: {
      startLine: Math.max(1, first.line),
      endLine: Math.max(1, last.line),
      snippet: { text: text.toWellFormed() },
    },
  };
}
