import type { Files } from '../front-end/sources.ts';

/** What came of a program: the file that it was to make, or what it complains of. */
export type Made =
  | { readonly kind: 'made'; readonly output: Uint8Array }
  | { readonly kind: 'failed'; readonly stderr: string };

/** One call of the compiler or the linker, in a folder with these files. */
export interface Call {
  readonly program: 'clang' | 'wasm-ld';
  readonly args: readonly string[];
  readonly files: Files;
  /** The file that is wanted. */
  readonly output: string;
  /** Time that the program may take unless it is the usual one, in seconds. */
  readonly secondsMax?: number;
  /** Memory that it may map unless it is the usual amount, in KiB; npm's has 4 GiB at most. */
  readonly kilobytesMax?: number;
}

/** A C compiler that can make wasm32, with its linker. */
export interface Toolchain {
  /** Tells one compiler from another: part of the name under which its output is kept. */
  readonly version: string;
  run(call: Call): Promise<Made>;
}
