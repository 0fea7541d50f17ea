import { basename } from 'node:path';

/**
 * What the header beside a C file is called that says what is missing to it: `zephyr_gem.stubs.h`
 * for `zephyr_gem.c`, also of a revision (`HEAD:zephyr_gem.c`).
 */
export const stubsName = (path: string): string =>
  `${basename(path).replace(/^.*:/, '').replace(/\.c$/, '')}.stubs.h`;

/** A C file with the headers that came with it, by their path from its folder. */
interface WithHeaders {
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** The header of that name that came with a file, if one did: its path from the file's folder. */
export const stubsOf = ({ path, headers }: WithHeaders): string | undefined =>
  headers.has(stubsName(path)) ? stubsName(path) : undefined;
