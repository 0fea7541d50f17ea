import { accessSync, constants, statSync } from 'node:fs';
import { extname } from 'node:path';
import { usage } from '../exit.ts';

/** Wrong usage unless there is such a file and it can be read. */
export function assertReadable(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw usage(`${path}: there is no such file`);
  if (!stat.isFile()) throw usage(`${path}: expected a file, found a directory or a device`);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw usage(`${path}: the file cannot be read (permission denied)`, error);
  }
}

/** Wrong usage: a file is no subject by its name. */
export const unknownSuffix = (path: string) =>
  usage(
    `${path}: expected a TypeScript or C file (.ts, .c), found ${extname(path) || 'no suffix'}`,
  );
