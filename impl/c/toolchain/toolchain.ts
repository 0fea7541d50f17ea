import { UnusableSubject } from '../../subject.ts';

/** Files of a compilation, by relative path. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

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

/** Where to look for a compiler: on this machine, or in the npm package. */
export type ToolchainName = keyof typeof TOOLCHAINS;

const TOOLCHAINS = {
  system: async () => (await import('./system.ts')).systemToolchain(),
  npm: async () => (await import('./npm.ts')).npmToolchain(),
} as const;

/** The names under which a compiler can be asked for. */
export const TOOLCHAIN_NAMES = Object.keys(TOOLCHAINS) as readonly ToolchainName[];

const NEEDED: Readonly<Record<ToolchainName, string>> = {
  system: 'clang and wasm-ld (14 or later), as in `apt-get install clang lld`',
  npm: 'the npm package @yowasp/clang',
};

const found = new Map<ToolchainName, Toolchain>();

/** The compiler that was asked for; else the one of this machine, else the one of npm. */
export async function toolchain(wanted?: ToolchainName): Promise<Toolchain> {
  const names = wanted === undefined ? TOOLCHAIN_NAMES : [wanted];
  for (const name of names) {
    const tools = found.get(name) ?? (await TOOLCHAINS[name]());
    if (!tools) continue;
    found.set(name, tools);
    return tools;
  }
  const needed = names.map((name) => NEEDED[name]).join(', or ');
  throw new UnusableSubject(`a subject in C needs ${needed}; not found`);
}
