import { contentOfFile } from '../../impl/c/front-end/bounded-file.ts';
import { usage } from '../exit.ts';

const MEGABYTE = 1024 * 1024;

/** Bytes that a file of each kind may have. */
export const BYTES_MAX = {
  document: 64 * MEGABYTE,
  patch: 16 * MEGABYTE,
  source: 8 * MEGABYTE,
} as const;

/** The text of a file that the user names; wrong usage unless it is a file of a fit size. */
export function boundedText(path: string, kind: keyof typeof BYTES_MAX): string {
  const content = contentOfFile(path, BYTES_MAX[kind]);
  switch (content.kind) {
    case 'read':
      return content.bytes.toString('utf8').replace(/^\u{FEFF}/u, '');
    case 'missing':
      throw usage(`${path}: there is no such file`);
    case 'refused':
      throw usage(`${path}: ${content.why}`);
  }
}
