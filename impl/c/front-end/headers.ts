import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import { UnusableSubject } from '../../subject.ts';
import { bare } from './bare.ts';
import { C_BYTES_MAX, contentOfFile } from './bounded-file.ts';
import { stubsName } from './stubs-name.ts';

/** An `#include` as it is written. */
interface Inclusion {
  readonly name: string;
  /** With quotes, which look beside the file first. */
  readonly quoted: boolean;
}

/** Headers of drivers that the shim has; they win over those beside a driver's file. */
const SHIMMED_DRIVERS = {
  amdgpu: /^amdgpu/,
  i915: /^(?:i915|intel|gem\/(?:i915|intel)|gt\/intel)_/,
  nouveau: /^nouveau/,
  radeon: /^radeon/,
  vmwgfx: /^vmwgfx/,
  xe: /^(?:tests\/)?xe_/,
};

/** The driver whose shim stands for this header, if any does: `amdgpu_display.h` is amdgpu's. */
export const shimmedDriver = (header: string): string | undefined =>
  Object.entries(SHIMMED_DRIVERS).find(([, its]) => its.test(header))?.[0];

/** The headers that a text includes. */
export function inclusionsIn(text: string): Inclusion[] {
  const code = bare(text);
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]/gm)]
    .filter(({ index, 0: line }) => code[index + line.indexOf('#')] === '#')
    .map(([, bracket, name]) => ({ name: name!, quoted: bracket === '"' }));
}

/** The text of a header by its path from the C file's folder, undefined if it is not there. */
export type HeaderReader = (place: string, name: string) => string | undefined;

/**
 * The headers that stand beside a C file or below it and that it includes, by their path from
 * there; also those that they include, and its stubs (`stand-ins.ts`), which nobody includes. What
 * is not there is left to the shim. They are files unless something else reads them.
 */
export function headersBeside(
  path: string,
  text: string,
  read: HeaderReader = (place, name) => readInside(path, { root: dirname(path), place, name }),
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let bytes = text.length;
  const follow = (from: string, source: string): void => {
    for (const { name, quoted } of inclusionsIn(source)) {
      assertInside(path, name);
      if (!quoted || shimmedDriver(name) !== undefined) continue;
      const place = normalize(join(dirname(from), name));
      if (found.has(place)) continue;
      const header = read(place, name);
      if (header === undefined) continue;
      found.set(place, header);
      bytes += header.length;
      if (bytes > C_BYTES_MAX) throw new UnusableSubject(`${path}: ${TOO_LARGE}`);
      follow(place, header);
    }
  };
  follow('file.c', text);
  const stubs = read(stubsName(path), stubsName(path));
  if (stubs !== undefined) {
    found.set(stubsName(path), stubs);
    follow(stubsName(path), stubs);
  }
  return found;
}

const TOO_LARGE = `expected at most ${C_BYTES_MAX / 1024 / 1024} MB with all its headers`;

/** Nothing outside of the folder is ever read or written, whatever a file asks for. */
export function assertInside(path: string, name: string): void {
  if (!name.startsWith('/') && !name.split(/[/\\]/).includes('..')) return;
  throw new UnusableSubject(
    `${path}: #include "${name}" leads out of the file's folder, where no header is taken from`,
  );
}

/** The text of a file by its path from a folder, if it is there; a link out of it is refused. */
export function readInside(
  path: string,
  { root, place, name }: { root: string; place: string; name: string },
): string | undefined {
  let real: string;
  try {
    real = realpathSync(join(root, place));
  } catch {
    return undefined;
  }
  const content = contentOfFile(real, C_BYTES_MAX);
  if (content.kind === 'missing') return undefined;
  if (content.kind === 'refused') {
    throw new UnusableSubject(`${path}: #include "${name}": ${content.why}`);
  }
  const text = content.bytes.toString('utf8');
  const inside = relative(realpathSync(root), real);
  if (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) return text;
  throw new UnusableSubject(
    `${path}: #include "${name}" is a link out of the file's folder, where no header is taken from`,
  );
}
