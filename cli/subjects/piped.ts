import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { BYTES_MAX } from '../documents/bounded-input.ts';
import { usage } from '../exit.ts';
import { writeAll } from '../output/folder.ts';

const ENDING = { patch: 'patch', source: 'c' } as const;
const A = { patch: 'a patch', source: 'a C file' } as const;
const STANDARD_INPUT = 0;
const ASK_AGAIN_MS = 20;

/**
 * The file in this folder to which standard input was written, whole, or wrong usage if that is a
 * terminal, empty or too large. Its name follows from its content, so a counterexample that names
 * it replays, and the same input is the same file.
 */
export function fileOfInput(kind: keyof typeof ENDING, folder: string): string {
  const text = textOfInput(A[kind], BYTES_MAX[kind]);
  const name = `stdin-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  writeAll(folder, new Map([[`${name}.${ENDING[kind]}`, text]]));
  return join(folder, `${name}.${ENDING[kind]}`);
}

/** Standard input, whole, or wrong usage if that is a terminal, empty or too large. */
export function textOfInput(what: string, bytesMax: number = BYTES_MAX.document): string {
  if (isatty(STANDARD_INPUT)) {
    throw usage(`-: expected ${what} on standard input, found a terminal`);
  }
  const text = inputAtMost(bytesMax).toString('utf8');
  if (text === '') throw usage(`-: expected ${what} on standard input, found nothing`);
  return text;
}

function inputAtMost(bytesMax: number): Buffer {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = Buffer.alloc(64 * 1024);
    const more = readWaiting(chunk);
    if (more === 0) return Buffer.concat(chunks);
    bytes += more;
    if (bytes > bytesMax) {
      throw usage(`-: expected at most ${bytesMax / 1024 / 1024} MB on standard input, found more`);
    }
    chunks.push(chunk.subarray(0, more));
  }
}

/** Reads what is there; a pipe that has nothing yet is asked again. */
function readWaiting(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(STANDARD_INPUT, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ASK_AGAIN_MS);
    }
  }
}
