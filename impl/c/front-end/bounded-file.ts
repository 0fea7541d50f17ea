import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that a C file may have together with its headers. */
export const C_BYTES_MAX = 8 * 1024 * 1024;

/** The content of a file, or why it was not read; what is not there is told apart. */
export type FileContent =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly why: string };

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'the file cannot be read (permission denied)',
  EPERM: 'the file cannot be read (permission denied)',
  EISDIR: 'expected a file, found a directory',
  ELOOP: 'it is a link that leads to itself',
  ENAMETOOLONG: 'the name is too long for this file system',
  ENXIO: 'expected a file, found a socket or a pipe',
};

/**
 * Reads a regular file of at most so many bytes. Pipes, terminals and devices, however they are
 * called, are refused at once: they might never end, or never begin.
 */
export function contentOfFile(path: string, bytesMax: number): FileContent {
  let file: number;
  try {
    // A pipe that nobody writes to is opened without waiting.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return failed(error);
  }
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) return refused(WHY.EISDIR!);
    if (!stat.isFile()) return refused('expected a file, found a pipe, a terminal or a device');
    if (stat.size > bytesMax) return refused(tooLarge(stat.size, bytesMax));
    // One byte more tells that it has grown; some files say that they are empty and are not.
    const bytes = Buffer.alloc(Math.max(stat.size, 64 * 1024) + 1);
    let length = 0;
    for (let more = -1; more !== 0 && length < bytes.length; length += more) {
      more = readSync(file, bytes, length, bytes.length - length, null);
    }
    if (length > bytesMax) return refused(tooLarge(length, bytesMax));
    return { kind: 'read', bytes: bytes.subarray(0, length) };
  } catch (error) {
    return failed(error);
  } finally {
    closeSync(file);
  }
}

function failed(error: unknown): FileContent {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  return refused(WHY[code] ?? message);
}

const refused = (why: string): FileContent => ({ kind: 'refused', why });

const tooLarge = (bytes: number, bytesMax: number): string =>
  `expected at most ${bytesMax / 1024 / 1024} MB, found ${(bytes / 1024 / 1024).toFixed(1)} MB`;
